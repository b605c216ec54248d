using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// All families whose firmware is recognised, and how their files are named: the tables <c>firmware-families.txt</c>
/// and <c>firmware-names.txt</c>.
/// </summary>
public sealed class FirmwareFamilies
{
    /// <summary>No firmware file has a longer name; what is longer is not worth comparing.</summary>
    private const int LongestName = 128;

    /// <summary>The family of the 7940 and 7960, whose loads have names of their own kind.</summary>
    public const string Universal = "7940-7960";

    /// <summary>
    /// The image that an ATA 186 up to 1.34 must take before any newer one (sources.md other-phones §1.1).
    /// </summary>
    public const string Transition = "transition";

    private readonly Row[] _names;

    private FirmwareFamilies(IReadOnlyList<FirmwareFamily> families, Func<FirmwareFamilies, IEnumerable<Row>> names)
    {
        All = families;
        _names = [.. names(this)];
    }

    /// <summary>Those that the program was built with.</summary>
    public static FirmwareFamilies BuiltIn { get; } = new(
        [.. EmbeddedTable.Rows(typeof(FirmwareFamilies), "firmware-families.txt").Select(ReadFamily)],
        all => EmbeddedTable.Rows(typeof(FirmwareFamilies), "firmware-names.txt").SelectMany(all.ReadName));

    /// <summary>Every family, in the order of the table.</summary>
    public IReadOnlyList<FirmwareFamily> All { get; }

    /// <summary>The family of that name in JSON; null when there is none.</summary>
    public FirmwareFamily? Find(string? name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>What the name of a file or load says; false for a 7940/7960 load, whose names are read apart.</summary>
    /// <param name="name">A file's name without folders, or a load's.</param>
    /// <param name="meaning">What it says; null when it says nothing.</param>
    /// <remarks>Letter case is ignored: it is a name on somebody's disk.</remarks>
    public bool TryReadName(string name, [NotNullWhen(true)] out FirmwareNameMeaning? meaning)
    {
        meaning = null;
        if (name.Length > LongestName) return false;
        foreach (Row row in _names)
        {
            if (!row.IsStartOf(name, out int end)) continue;
            FirmwareRole role = FileNames.HasExtension(name, ".loads") ? FirmwareRole.Manifest : row.Role;
            meaning = KupName.TryParse(name, out KupName? kup)
                ? new FirmwareNameMeaning(row.Family, kup.Protocol, role, kup.Version)
                : new FirmwareNameMeaning(row.Family, row.Protocol ?? ProtocolIn(name), role, VersionIn(name, end));
            return true;
        }

        return false;
    }

    /// <summary>The same with more, from the rows of two such tables.</summary>
    public FirmwareFamilies With(IEnumerable<string[]> families, IEnumerable<string[]> names) =>
        new([.. All, .. families.Select(ReadFamily)], all => _names.Concat(names.SelectMany(all.ReadName)));

    /// <summary>True for <c>termNN.default.loads</c>, which a phone asks for after a factory reset.</summary>
    public static bool IsDefaultManifest(string name) =>
        name.StartsWith("term", StringComparison.OrdinalIgnoreCase)
        && FileNames.HasExtension(name, ".default.loads");

    /// <summary><c>SCCP41.…</c>, <c>jar41sip.…</c>, <c>apps37sccp.…</c>: before the first dot, first or last.</summary>
    private static PhoneProtocol? ProtocolIn(string name)
    {
        int dot = name.IndexOf('.');
        ReadOnlySpan<char> word = dot < 0 ? name : name.AsSpan(0, dot);
        foreach ((string text, PhoneProtocol protocol) in ProtocolWords)
        {
            if (word.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                || word.EndsWith(text, StringComparison.OrdinalIgnoreCase)) return protocol;
        }

        return null;
    }

    private static readonly (string Text, PhoneProtocol Protocol)[] ProtocolWords =
        [("sccp", PhoneProtocol.Sccp), ("sip", PhoneProtocol.Sip)];

    /// <summary>From the first digit behind the beginning to the extension.</summary>
    private static string? VersionIn(string name, int beginning)
    {
        ReadOnlySpan<char> rest = FileNames.WithoutFirmwareExtension(name);
        rest = rest[Math.Min(beginning, rest.Length)..];
        int dot = rest.IndexOf('.');
        // "sccp." of "jar41sccp.9-4-2" is still the beginning; "1.4.6.3" is all version.
        if (dot >= 0 && rest[..dot].IndexOfAnyInRange('0', '9') < 0) rest = rest[(dot + 1)..];
        return ReleaseWords.Say(rest);
    }

    private static FirmwareFamily ReadFamily(string[] row) => new(
        row[0],
        Text(row, 1),
        Text(row, 2),
        row[3].Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Text(row, 4));

    /// <summary>Null for an empty column, and for one that the row leaves out.</summary>
    private static string? Text(string[] row, int column) =>
        column < row.Length && row[column].Length > 0 ? row[column] : null;

    private IEnumerable<Row> ReadName(string[] row)
    {
        PhoneProtocol? protocol = row[2] == "sccp" ? PhoneProtocol.Sccp : null;
        FirmwareRole role = Enum.Parse<FirmwareRole>(row[3], ignoreCase: true);
        return row[1] switch
        {
            "##" => All.Where(f => f.IsJava).Select(f => Named(f, row[0].Replace("##", f.SetNumber))),
            "@@" => All.SelectMany(f => f.DefaultNumbers.Select(n => Named(f, row[0].Replace("@@", n)))),
            _ => [Named(Find(row[1])!, row[0])],
        };

        Row Named(FirmwareFamily family, string beginning)
        {
            int star = beginning.IndexOf('*');
            return star < 0
                ? new Row(beginning, "", family, protocol, role)
                : new Row(beginning[..star], beginning[(star + 1)..], family, protocol, role);
        }
    }

    private sealed record Row(
        string First, string Then, FirmwareFamily Family, PhoneProtocol? Protocol, FirmwareRole Role)
    {
        internal bool IsStartOf(string name, out int end)
        {
            end = First.Length;
            if (!name.StartsWith(First, StringComparison.OrdinalIgnoreCase)) return false;
            int then = name.AsSpan(end).IndexOf(Then, StringComparison.OrdinalIgnoreCase);
            end += then + Then.Length;
            return then >= 0;
        }
    }
}
