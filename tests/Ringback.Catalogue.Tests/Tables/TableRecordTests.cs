using System.Text;
using System.Text.Json;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue.Tests.Tables;

public sealed class TableRecordTests
{
    private const string Whole = """
        { "text": "7940", "nul": "never", "evidence": "FW", "source": "somewhere" }
        """;

    [Fact]
    public void A_record_says_what_its_file_says()
    {
        DhcpClass read = Class(Whole);

        Assert.Equal(new DhcpClass("7940", NulEnding.Never, Evidence.Firmware, "somewhere"), read);
    }

    [Fact]
    public void Words_are_read_in_any_letter_case() =>
        Assert.Equal(NulEnding.Always, Class(Whole.Replace("never", "ALWAYS", StringComparison.Ordinal)).Nul);

    [Theory]
    [InlineData("\"text\": \"7940\", ", "", "a.json has no 'text'.")]
    [InlineData("\"source\"", "\"sorce\"", "a.json has no 'source'.")]
    [InlineData("\"7940\"", "\"7940\", \"colour\": \"grey\"", "a.json says 'colour', which nothing here has.")]
    [InlineData("\"7940\"", "7940", "a.json must say a text as 'text'.")]
    [InlineData("\"7940\"", "null", "a.json must say a text as 'text'.")]
    [InlineData("\"7940\"", "\"7940\", \"text\": \"7960\"", "a.json says 'text' twice.")]
    [InlineData("never", "seldom", "a.json says 'seldom' as 'nul', which is none of always, never.")]
    [InlineData("{", "[{", "a.json is no object.")]
    public void A_slip_of_the_pen_is_named(string right, string wrong, string error)
    {
        string text = Whole.Replace(right, wrong, StringComparison.Ordinal);
        if (wrong.StartsWith('[')) text += "]";

        Assert.Equal(error, Assert.Throws<InvalidDataException>(() => Class(text)).Message);
    }

    [Fact]
    public void An_error_in_a_list_says_which_list()
    {
        const string Text = """{ "all": [ { "grade": "name", "sentence": 7 } ] }""";

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Read(Text, r => r.Many("all", h => new HelpOffered(h.Word<HelpGrade>("grade"), h.Text("sentence")))));

        Assert.Equal("a.json, all must say a text as 'sentence'.", error.Message);
    }

    [Fact]
    public void What_may_be_missing_may_be_null_or_absent()
    {
        const string Text = """{ "a": null, "b": null, "c": null, "d": null, "e": null, "f": null }""";

        Assert.Equal("nothing", Read(Text, r => r.TextIfAny("a") is null && r.CountIfAny("b") is null
            && r.FlagIfAny("c") is null && r.WordIfAny<HelpGrade>("d") is null && r.TextsIfAny("e").Count == 0
            && r.ManyIfAny("f", x => x.Text("y")).Count == 0 && r.OneIfAny("g", x => x.Text("y")) is null
                ? "nothing" : "something"));
        Assert.Null(Read("""{ "a": null }""", r => new Known<string?>(r.TextOrNull("a"), default, "")).Value);
    }

    [Theory]
    [InlineData("1.5", "a.json must say a whole number as 'n'.")]
    [InlineData("\"1\"", "a.json must say a whole number as 'n'.")]
    [InlineData("99999999999", "a.json must say a whole number as 'n'.")]
    public void A_count_is_whole(string value, string error)
    {
        string text = $$"""{ "n": {{value}} }""";

        Assert.Equal(error, Assert.Throws<InvalidDataException>(() => Read(text, r => $"{r.Count("n")}")).Message);
    }

    [Fact]
    public void A_file_that_is_cut_short_is_an_error_at_every_length()
    {
        for (int length = 0; length < Whole.TrimEnd().Length; length++)
        {
            string cut = Whole[..length];
            Assert.ThrowsAny<JsonException>(() => Class(cut));
        }
    }

    private static DhcpClass Class(string text) => Read(text, r => new DhcpClass(
        r.Text("text"), r.Word<NulEnding>("nul"), r.Word<Evidence>("evidence"), r.Text("source")));

    private static T Read<T>(string text, Func<TableRecord, T> form)
        where T : class => TableRecord.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.json", form);
}
