using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Lint;

/// <summary>Texts of elements that are longer than a phone keeps (sources.md other-phones §4.2, §4.4).</summary>
internal static class XmlLengths
{
    private static readonly ILookup<string, XmlElementFact> Limited = ConfigurationTables.BuiltIn.Elements
        .Where(e => e.Longest is not null)
        .ToLookup(e => e.Element, StringComparer.OrdinalIgnoreCase);

    internal static void Check(LintContext sheet, XmlTree tree, ConfigurationKind kind)
    {
        bool rings = kind is ConfigurationKind.RingListXml;
        if (!rings && kind is not ConfigurationKind.XmlDevice) return;
        for (int i = 0; i < tree.Elements.Count; i++)
        {
            foreach (XmlElementFact fact in Limited[tree.Elements[i].Name])
            {
                if (fact.File == "rings" != rings || (fact.Parent is not null && !tree.IsIn(i, fact.Parent))) continue;
                if (tree.TextPlace(i) is { } place && place.Length > fact.Longest) TooLong(sheet, tree, i, fact, place);
            }
        }
    }

    private static void TooLong(
        LintContext sheet, XmlTree tree, int element, XmlElementFact fact, (int Start, int Length) place)
    {
        string value = tree.Value(element).Trim();
        int length = sheet.IsUtf8 ? value.Count(c => c is not (>= '\x80' and <= '\xBF')) : value.Length;
        if (length <= fact.Longest) return;
        sheet.Add(fact.Password ? ProblemCode.PasswordTooLong : ProblemCode.ValueTooLong,
            fact.Password ? ProblemSeverity.Error : ProblemSeverity.Warning, place.Start,
            $"{fact.Element} has {length} characters; the phone keeps {fact.Longest}.",
            $"Shorten it to {fact.Longest} characters{(fact.Password ? ", here and on the server" : "")}.");
    }
}
