using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>What the linter says about one file.</summary>
/// <param name="Path">Its path as it was given.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Findings">What a phone will stumble over, in the order of the file; empty for a healthy one.</param>
public sealed record LintedFile(string Path, ConfigurationKind Kind, IReadOnlyList<Problem> Findings)
{
    /// <summary>Whether a phone will fail, or may.</summary>
    public bool IsFaulty => Findings.Any(f => f.Severity is not ProblemSeverity.Info);
}

/// <summary>Reads configuration files as a phone would and says what it will stumble over.</summary>
/// <remarks>sources.md 7940-7960 §2.4, §4.2 and §6; other-phones §1.3–1.6, §2.9–2.11 and §4.</remarks>
public static class ConfigurationLint
{
    /// <summary>Bytes beyond which a file is not read: no phone is known to take nearly as much.</summary>
    public const int LongestFile = 256 * 1024;

    // What the loader and the SIP applications of a 7940 and 7960 read (7940-7960-code §3.2); one byte more is W210.
    private const int LongestCnf = 8 * 1024;
    private const int LongestBeforeLoader = 5724;
    private const int LongestLikelyXml = 64 * 1024;

    // A repair can bring the next fault to light, as when one closing tag hides another.
    private const int MostPasses = 12;

    /// <summary>Checks one file; null when it is no configuration.</summary>
    /// <param name="path">Its path, shown as it is; only its last part is judged.</param>
    /// <param name="content">Its bytes, any bytes.</param>
    /// <param name="folder">What lies around it.</param>
    public static LintedFile? Check(string path, ReadOnlyMemory<byte> content, LintFolder folder)
    {
        if (Sheet(path, content, folder) is not var (kind, sheet)) return null;
        IEnumerable<Problem> ordered = sheet.Findings.OrderBy(f => f.Place?.Line ?? 0)
            .ThenBy(f => f.Place?.Column ?? 0);
        return new LintedFile(path, kind, [.. ordered]);
    }

    private static (ConfigurationKind Kind, LintContext Sheet)? Sheet(
        string path, ReadOnlyMemory<byte> content, LintFolder folder)
    {
        if (ConfigurationKinds.Of(path, content.Span) is not { } kind) return null;
        ConfigurationName? name = ConfigurationName.Read(Bare(path));
        LintContext sheet = new(content.Length > LongestFile ? [] : content.Span);
        if (name is not null) NameLint.Check(sheet, Bare(path), name);
        if (kind is ConfigurationKind.ProfileText or ConfigurationKind.ProfileCompiled)
            ProfileLint.CheckName(sheet, Bare(path), kind);
        if (kind is ConfigurationKind.OtherCnf && ConfigurationContent.KindOf(content.Span) is not null)
        {
            sheet.Add(ProblemCode.MisnamedFile, ProblemSeverity.Error,
                $"{VisibleText.Show(Bare(path), 80)} holds XML, and a phone reads what is called .cnf as key: value.",
                $"Rename it to {VisibleText.Show(Bare(path), 80)}.xml.");
            return (kind, sheet);
        }

        CheckSize(sheet, kind, content);
        if (content.Length <= LongestFile) CheckContent(sheet, kind, folder, Bare(path));
        return (kind, sheet);
    }

    /// <summary>
    /// The file with every safe repair made, and everything else byte for byte as it was; the same bytes when there is
    /// nothing to repair.
    /// </summary>
    public static ReadOnlyMemory<byte> Repaired(string path, ReadOnlyMemory<byte> content, LintFolder folder)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            byte[]? repaired = Applied(content.Span, Sheet(path, content, folder)?.Sheet.Repairs ?? []);
            if (repaired is null) break;
            content = repaired;
        }

        return content;
    }

    private static void CheckContent(
        LintContext sheet, ConfigurationKind kind, LintFolder folder, string name)
    {
        switch (kind)
        {
            case ConfigurationKind.DualBoot: DualBootLint.Check(sheet, folder); break;
            case ConfigurationKind.RingListText: RingListLint.CheckText(sheet); break;
            case ConfigurationKind.ProfileText: ProfileLint.Check(sheet, name); break;
            case ConfigurationKind.ProfileCompiled: break;
            case ConfigurationKind.SipDefault or ConfigurationKind.SipPhone or ConfigurationKind.MgcpDefault
                or ConfigurationKind.MgcpPhone or ConfigurationKind.OtherCnf:
                CnfLint.Check(sheet, kind, folder);
                break;
            default: XmlLint.Check(sheet, kind, folder, name); break;
        }
    }

    private static void CheckSize(LintContext sheet, ConfigurationKind kind, ReadOnlyMemory<byte> content)
    {
        int length = content.Length;
        if (kind is ConfigurationKind.XmlDefault or ConfigurationKind.XmlDevice && IsReadBy7940(content))
        {
            CheckXmlSize(sheet, length);
            return;
        }

        bool cnf = kind is ConfigurationKind.SipDefault or ConfigurationKind.SipPhone or ConfigurationKind.MgcpDefault
            or ConfigurationKind.MgcpPhone;
        if (length <= (cnf ? LongestCnf : LongestLikelyXml)) return;
        sheet.Add(ProblemCode.ConfigTooLarge,
            cnf || length > LongestFile ? ProblemSeverity.Error : ProblemSeverity.Warning,
            cnf
                ? $"The file has {length} bytes, and a phone reads {LongestCnf}: it shows \"W210 TFTP Error\" or "
                    + "\"W220\" and uses nothing of it."
                : $"The file has {length} bytes, more than any that is known to work; where a phone gives up is not "
                    + "known.",
            "Take comments and unused keys out."
                + (length > LongestFile ? $" Nothing in it was checked: it is longer than {LongestFile} bytes." : ""));
    }

    private static bool IsReadBy7940(ReadOnlyMemory<byte> content) =>
        content.Length is > LongestBeforeLoader and <= LongestFile
        && PhoneXmlText.Read(content).Loads.Any(l => LoaderXmlLint.IsOf7940(l.Value.Trim()));

    private static void CheckXmlSize(LintContext sheet, int length)
    {
        bool isTooLong = length > LongestCnf;
        sheet.Add(ProblemCode.ConfigTooLarge, isTooLong ? ProblemSeverity.Error : ProblemSeverity.Info,
            isTooLong
                ? $"The file has {length} bytes, and the loader of a 7940 or 7960 reads {LongestCnf}: it takes "
                    + "a longer one for one that is not there."
                : $"The file has {length} bytes. A universal loader reads {LongestCnf}; the signed SCCP loads from "
                    + $"before it read {LongestBeforeLoader}.",
            "Take comments and unused elements out.");
    }

    private static byte[]? Applied(ReadOnlySpan<byte> content, IEnumerable<Repair> repairs)
    {
        List<byte> result = new(content.Length + 16);
        int copied = 0;
        bool changed = false;
        foreach (Repair repair in repairs.OrderBy(r => r.Start).ThenByDescending(r => r.Length))
        {
            if (repair.Start < copied || (changed && repair.Start == copied && repair.Length == 0)) continue;
            if (content.Slice(repair.Start, repair.Length).SequenceEqual(repair.With)) continue;
            result.AddRange(content[copied..repair.Start]);
            result.AddRange(repair.With);
            copied = repair.Start + repair.Length;
            changed = true;
        }

        if (!changed) return null;
        result.AddRange(content[copied..]);
        return [.. result];
    }

    private static string Bare(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
