using System.Text.Json;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Tests.Screens.Printing;

/// <summary>Every way to print makes what came from outside visible.</summary>
public sealed class TerminalTests
{
    private static readonly Action[] Ways =
    [
        () => Output.Say(Hostile.Text),
        () => Output.Say("12:00:00  " + Hostile.Text, StoryTone.Fault, Hostile.Text),
        () => Output.Show([Hostile.Text, "b"], [[Hostile.Text, Hostile.Text], ["x", "y"]]),
        () => Output.Note(Hostile.Text),
        () => Output.Complain(Hostile.Text),
        () => Output.Terminal.Row([Hostile.Text, Hostile.Text]),
        () => CliJson.Print(new { Name = Hostile.Text, Names = new[] { Hostile.Text } }),
    ];

    public static TheoryData<int, bool> Each
    {
        get
        {
            TheoryData<int, bool> each = [];
            for (int way = 0; way < Ways.Length; way++)
            {
                each.Add(way, false);
                each.Add(way, true);
            }

            return each;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Nothing_from_outside_steers_the_terminal(int way, bool isTerminal)
    {
        using Overheard heard = isTerminal ? Overheard.ByTerminal() : Overheard.ByFile();

        Ways[way]();

        Assert.NotEmpty(heard.Output + heard.Errors);
        // JSON has replaced half a pair; what it wrote for it is a sign that is seen.
        Hostile.Expect((heard.Output + heard.Errors).Replace('\uFFFD', '?'), isTable: true);
    }

    [Theory]
    [InlineData("café ü 電話 עברית ⏎ → ═══│ × µs")]
    [InlineData("")]
    [InlineData("  note  two blanks")]
    public void Letters_and_signs_are_printed_as_they_are(string text)
    {
        using Overheard heard = Overheard.ByFile();

        Output.Say(text);

        Assert.Equal(text + Environment.NewLine, heard.Output);
    }

    [Fact]
    public void Cells_have_no_tab_of_their_own()
    {
        using Overheard heard = Overheard.ByFile();

        Output.Show(["Phone", "Runs"], [["a\tb", "c"]]);

        Assert.Equal("a␉b\tc", heard.Lines[1].TrimEnd());
    }

    [Fact]
    public void Markup_in_a_name_is_a_name()
    {
        using Overheard heard = Overheard.ByTerminal();

        Output.Say("[bold]a[/]", StoryTone.Good, "[link=http://192.0.2.1]b[/]");
        Output.Show(["[red]c[/]"], [["[/]"]]);
        heard.Terminal.Draw(new Drawing().Line(new Inked("[green]d[/]")));

        Assert.All(["[bold]a[/]", "[link=http://192.0.2.1]b[/]", "[red]c[/]", "[/]", "[green]d[/]"],
            text => Assert.Contains(text, heard.Output));
    }

    [Fact]
    public void Long_line_goes_on_indented_on_a_terminal()
    {
        using Overheard heard = Overheard.ByTerminal();

        Output.Say(string.Concat(Enumerable.Repeat(Hostile.Forged + " ", 40)));

        Assert.True(heard.Lines.Length > 3, heard.Output);
        Assert.All(heard.Lines.Skip(1), line => Assert.StartsWith("  ", line));
    }

    [Fact]
    public void Long_cell_is_cut_and_hides_no_other()
    {
        using Overheard heard = Overheard.ByTerminal();

        Output.Show(["Phone", "Runs", "Is"],
        [
            ["7940G 000E84C060A6", "P0S3-8-12-00", "registered"],
            [new string('x', 500), "電話" + new string('電', 90), "z"],
        ]);

        Assert.All(["7940G 000E84C060A6", "P0S3-8-12-00", "registered", "xxx…", "電…", " z "],
            text => Assert.Contains(text, heard.Output));
        Assert.All(heard.Lines, line => Assert.True(line.Length <= 220, line));
    }

    [Fact]
    public void Json_stays_the_same_json()
    {
        using Overheard heard = Overheard.ByFile();
        string text = Hostile.Text.Replace("\uD800", "", StringComparison.Ordinal);

        CliJson.Print(new { Name = text });

        Assert.Equal(text, JsonDocument.Parse(heard.Output).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void No_character_at_all_steers_in_json_or_in_a_sentence()
    {
        using Overheard heard = Overheard.ByFile();
        for (int code = 0; code <= 0x10FFFF; code += 64)
        {
            string some = string.Concat(Enumerable.Range(code, 64).Where(c => c is < 0xD800 or > 0xDFFF)
                .Select(char.ConvertFromUtf32));
            CliJson.Print(some);
            Output.Say(some);
        }

        Hostile.Expect(heard.Output.Replace('\uFFFD', '?'));
    }

    [Fact]
    public void Document_keeps_its_lines_and_shows_the_rest()
    {
        using Overheard heard = Overheard.ByFile();

        heard.Terminal.Document("#txt\nname:\e[2J\nlast:1\n");

        Assert.Equal(["#txt", "name:\\x1B[2J", "last:1"], heard.Lines.Select(l => l.TrimEnd('\r')));
    }

    [Fact]
    public void What_others_print_is_shown_line_by_line()
    {
        using Overheard heard = Overheard.ByFile();

        heard.Terminal.Output.Write("Usage:\n  a\e[2J");
        heard.Terminal.Output.WriteLine("b\rc");
        heard.Terminal.Output.Write('\a');
        heard.Terminal.Output.WriteLine();

        Assert.Equal(["Usage:", "  a\\x1B[2Jb␍c", "\\x07"], heard.Lines.Select(l => l.TrimEnd('\r')));
    }

    [Fact]
    public void Full_disk_under_the_output_is_told_in_words()
    {
        using StreamWriter full = new(new FullDisk()) { AutoFlush = true };
        Terminal terminal = new(full, TextWriter.Null, null);

        TerminalException e = Assert.Throws<TerminalException>(() => terminal.Line("a"));

        Assert.Contains("No space left", e.Message);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
