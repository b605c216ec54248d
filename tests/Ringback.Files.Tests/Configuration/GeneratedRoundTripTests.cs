using System.Text;
using Ringback.Files.Configuration;

namespace Ringback.Files.Tests.Configuration;

/// <summary>
/// Files that a generator makes as ugly as people do, in every encoding and line-end style: what is changed is the one
/// value, and nothing else of the file.
/// </summary>
public sealed class GeneratedRoundTripTests
{
    private const int Rounds = 20_000;

    private static readonly string[] LineEndings = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"];
    private static readonly string[] Blanks = ["", " ", "\t", "  ", " \t "];
    private static readonly string[] Names = ["image_version", "phone_label", "line1_name", "Line1_Name", "sync", "x"];
    private static readonly string[] Words = ["P0S3-8-12-00", "Front desk", "caf\xE9", "", "0", "a=b", "#1", "x:y"];
    private static readonly string[] Elements = ["device", "devicePool", "a", "loadInformation", "b-c", "N\xE9"];

    private static readonly Encoding[] Encodings =
    [
        Encoding.Latin1, new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode,
    ];

    [Fact]
    public void One_value_of_a_cnf_changes_its_lines_and_no_other()
    {
        Random dice = new(79401);
        for (int round = 0; round < Rounds; round++)
        {
            Encoding encoding = Encodings[round % Encodings.Length];
            List<string> lines = [];
            for (int i = dice.Next(8); i >= 0; i--) lines.Add(CnfLine(dice));
            if (dice.Next(3) == 0) lines[^1] = lines[^1].TrimEnd('\r', '\n');
            byte[] file = Encode(encoding, string.Concat(lines));
            CnfText read = CnfText.Read(file);
            Assert.Equal(file, read.Content.ToArray());

            string key = Pick(dice, Names);
            CnfText edited = read.WithValue(key, "P003-07-5-00", out CnfEdit? edit);
            if (edit is null) continue;
            Assert.Equal("P003-07-5-00", edited.Value(key));
            string[] before = Lines(encoding, file), after = Lines(encoding, edited.Content.ToArray());
            Assert.Equal(before.Length, after.Length);
            int[] changed = [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
            Assert.Equal(edit.Lines, changed.Select(i => i + 1));
            Assert.All(changed, i => Assert.StartsWith(key, before[i].TrimStart('\uFEFF', ' ', '\t'),
                StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void One_text_of_an_xml_file_changes_its_place_and_no_other()
    {
        Random dice = new(79601);
        int edits = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Encoding encoding = Encodings[round % Encodings.Length];
            StringBuilder text = new();
            if (dice.Next(2) == 0) text.Append("<?xml version='1.0'?>").Append(Pick(dice, LineEndings));
            List<string> leaves = [];
            Element(dice, text, "", 0, leaves);
            text.Append(Pick(dice, LineEndings));
            byte[] file = Encode(encoding, text.ToString());
            PhoneXmlText read = PhoneXmlText.Read(file);
            Assert.Equal(file, read.Content.ToArray());

            string path = leaves[dice.Next(leaves.Count)];
            if (read.WithText(path, "<new & other>") is not { } edited) continue;
            edits++;
            Assert.Equal("<new & other>", edited.Text(path));
            AssertOnePiece(file, edited.Content.ToArray());
            // The same value again changes nothing.
            Assert.Equal(edited.Content.ToArray(), edited.WithText(path, "<new & other>")!.Content.ToArray());
        }

        Assert.True(edits > Rounds / 2, $"{edits} edits");
    }

    [Fact]
    public void One_line_of_a_ring_list_or_a_profile_changes_alone()
    {
        Random dice = new(79121);
        for (int round = 0; round < Rounds; round++)
        {
            Encoding encoding = Encodings[round % Encodings.Length];
            char separator = round % 2 == 0 ? '\t' : ':';
            StringBuilder text = new();
            for (int i = dice.Next(8); i >= 0; i--)
            {
                text.Append(dice.Next(5) == 0 ? "# comment" : $"{Pick(dice, Names)}{separator}{Pick(dice, Words)}")
                    .Append(Pick(dice, LineEndings));
            }

            byte[] file = Encode(encoding, text.ToString());
            SeparatedText read = separator == '\t' ? SeparatedText.ReadRingList(file) : SeparatedText.ReadProfile(file);
            Assert.Equal(file, read.Content.ToArray());
            if (read.WithValue(Pick(dice, Names), "other.raw") is { } edited)
                Assert.Equal(Lines(encoding, file).Length, Lines(encoding, edited.Content.ToArray()).Length);
        }
    }

    private static string CnfLine(Random dice) => dice.Next(7) switch
    {
        0 => "# " + Pick(dice, Words),
        1 => Pick(dice, Blanks),
        2 => "no colon here",
        _ => Pick(dice, Blanks) + Pick(dice, Names) + Pick(dice, Blanks) + ":" + Pick(dice, Blanks)
            + Quoted(dice, Pick(dice, Words)) + Pick(dice, Blanks) + (dice.Next(3) == 0 ? "; why" : ""),
    } + Pick(dice, LineEndings);

    private static string Quoted(Random dice, string word) => dice.Next(2) == 0 ? $"\"{word}\"" : word;

    private static void Element(Random dice, StringBuilder text, string above, int depth, List<string> leaves)
    {
        // A number keeps the names of neighbours apart, so that a path names one element.
        string name = Pick(dice, Elements) + text.Length;
        string path = above.Length == 0 ? name : $"{above}/{name}";
        string quote = dice.Next(2) == 0 ? "\"" : "'";
        text.Append('<').Append(name);
        if (dice.Next(3) == 0) text.Append(' ').Append("xsi:type").Append(" = ").Append($"{quote}a>b{quote}");
        text.Append(Pick(dice, Blanks)).Append('>');
        int children = depth > 3 ? 0 : dice.Next(4);
        if (children == 0)
        {
            leaves.Add(path);
            text.Append(Pick(dice, ["", "text", " A &amp; B ", "\r\n two lines \n", "caf\xE9"]));
        }

        for (int child = 0; child < children; child++)
        {
            text.Append(Pick(dice, LineEndings)).Append(Pick(dice, Blanks));
            if (dice.Next(4) == 0) text.Append("<!-- <").Append(name).Append("> is not this one -->");
            Element(dice, text, path, depth + 1, leaves);
        }

        text.Append("</").Append(name).Append(Pick(dice, Blanks)).Append('>');
    }

    /// <summary>What is the same at both ends leaves less than one value in the middle.</summary>
    private static void AssertOnePiece(byte[] before, byte[] after)
    {
        int start = before.AsSpan().CommonPrefixLength(after);
        int end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)]) end++;
        const int longest = 2 * 40;
        Assert.InRange(before.Length - start - end, 0, longest);
        Assert.InRange(after.Length - start - end, 0, longest);
    }

    private static byte[] Encode(Encoding encoding, string text) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    private static string[] Lines(Encoding encoding, byte[] file) =>
        encoding.GetString(file).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    private static string Pick(Random dice, string[] from) => from[dice.Next(from.Length)];
}
