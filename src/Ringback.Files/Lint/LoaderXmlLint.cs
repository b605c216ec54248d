using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Reads the loads of an XML file as the universal loader of a 7940 or 7960 does, which is no XML parser (sources.md
/// 7940-7960 §6.5, 7940-7960-code §4).
/// </summary>
internal static class LoaderXmlLint
{
    private const string NoLoad = " finds no load here: it shows \"No Load Specified\", ends its search and starts the "
        + "application that it has.";

    /// <summary>Checks one load element; false when what stands in it needs no other look.</summary>
    internal static bool CheckElement(LintContext file, XmlTree tree, int element)
    {
        XmlTag open = tree.Tags[tree.Elements[element].Open];
        string value = tree.Value(element).Trim();
        if (!IsOf7940(value.Trim('"', '\''))) return true;
        string shown = VisibleText.Show(value, 40);
        if (file.Text.AsSpan(0, open.Start).Count('"') % 2 != 0)
        {
            int odd = file.Text.LastIndexOf('"', open.Start);
            file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Error, odd,
                $"An odd number of quotes (\") stands before <{open.Name}>, this one the last, and so a universal "
                    + "loader" + NoLoad,
                "Take the quote without a partner out; it may stand in a comment.");
        }

        if (tree.TextPlace(element) is not { } place) return true;
        ReadOnlySpan<char> written = file.Text.AsSpan(place.Start, place.Length);
        if (written.Contains("<![CDATA[", StringComparison.Ordinal))
        {
            file.Add(ProblemCode.StrayCharacterInName, ProblemSeverity.Error, place.Start,
                $"{shown} stands in a CDATA section, and a universal loader" + NoLoad,
                "Write the bare name of the load between the tags.", Bare(value, place));
            return false;
        }

        if (value.Length == 0 || value[0] is not ('"' or '\'')) return true;
        file.Add(ProblemCode.StrayCharacterInName, ProblemSeverity.Error, place.Start,
            $"{shown} stands in quotes, and a universal loader" + NoLoad,
            "Write the bare name of the load between the tags.", Bare(value.Trim('"', '\''), place));
        return false;
    }

    /// <summary>Two loads for one model: the last one counts.</summary>
    internal static void CheckTwice(LintContext file, XmlTree tree)
    {
        foreach ((string number, string model) in (ReadOnlySpan<(string, string)>)[("8", "7940"), ("7", "7960")])
        {
            int first = -1;
            for (int i = 0; i < tree.Elements.Count; i++)
            {
                string name = tree.Elements[i].Name, value = tree.Value(i).Trim();
                bool isRead = name.Contains("loadInformation" + number, StringComparison.OrdinalIgnoreCase)
                    || XmlText.Same(name, "loadInformation");
                if (!isRead || tree.IsIn(i, "addOnModule") || !IsOf7940(value)) continue;
                if (first >= 0 && !XmlText.Same(tree.Value(first).Trim(), value))
                {
                    file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning,
                        tree.Tags[tree.Elements[first].Open].Start + 1,
                        $"A {model} finds {VisibleText.Show(tree.Value(first).Trim(), 40)} here and "
                            + $"{VisibleText.Show(value, 40)} further down: the last one counts.",
                        "Take the one that is not meant out.");
                    return;
                }

                first = i;
            }
        }
    }

    /// <summary>Whether a loader takes it for a load: P, 0, any character, 3.</summary>
    internal static bool IsOf7940(string value) =>
        value.Length > 4 && value[0] is 'P' or 'p' && value[1] is '0' && value[3] == '3';

    private static Splice? Bare(string value, (int Start, int Length) place) =>
        value.All(BareName.CanHold) ? new Splice(place.Start, place.Length, value) : null;
}
