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

    private static string CnfLine(Random dice) => dice.Next(7) switch
    {
        0 => "# " + Pick(dice, Words),
        1 => Pick(dice, Blanks),
        2 => "no colon here",
        _ => Pick(dice, Blanks) + Pick(dice, Names) + Pick(dice, Blanks) + ":" + Pick(dice, Blanks)
            + Quoted(dice, Pick(dice, Words)) + Pick(dice, Blanks) + (dice.Next(3) == 0 ? "; why" : ""),
    } + Pick(dice, LineEndings);

    private static string Quoted(Random dice, string word) => dice.Next(2) == 0 ? $"\"{word}\"" : word;

    private static byte[] Encode(Encoding encoding, string text) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    private static string[] Lines(Encoding encoding, byte[] file) =>
        encoding.GetString(file).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    private static string Pick(Random dice, string[] from) => from[dice.Next(from.Length)];
}
