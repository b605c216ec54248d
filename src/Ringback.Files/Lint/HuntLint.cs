using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Lint;

/// <summary>
/// What an XML file hides: the hunt of a 7940 or 7960 ends at the first one that is there, whether it names a load or
/// not (sources.md 7940-7960-code §3).
/// </summary>
internal static class HuntLint
{
    internal static void Check(
        LintContext sheet, XmlTree tree, ConfigurationKind kind, LintFolder folder, string name)
    {
        if (tree.Elements.Count == 0 || NamesLoad(tree, kind)) return;
        int at = tree.Tags[tree.Elements[0].Open].Start + 1;
        if (kind is ConfigurationKind.XmlDefault)
        {
            // Phones with a file of their own never come so far.
            if (folder.SipDefaultImage is null || folder.OwnCnf.Count > 0) return;
            sheet.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, at,
                "The file names no load for a 7940 or 7960, and one that comes here ends its search: it shows \"No "
                    + "Load Specified\", starts the application that it has, and never asks for SIPDefault.cnf.",
                "Name the load in loadInformation8 (7940) and loadInformation7 (7960), or take this file away.");
            return;
        }

        int mac = name.StartsWith("SEP", StringComparison.OrdinalIgnoreCase) ? 3 : name.Length;
        if (name.Length < mac + MacAddress.Digits
            || !folder.OwnCnf.TryGetValue(name[mac..(mac + MacAddress.Digits)], out string? hidden)) return;
        sheet.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, at,
            "The file names no load, and the loader of a 7940 or 7960 that finds it ends its search: it shows \"No "
                + $"Load Specified\", starts the application that it has, and never asks for {hidden}.",
            $"Name the load in <loadInformation>, or take this file away so that {hidden} counts.");
    }

    // A phone's own file that names another family's load is another family's file.
    private static bool NamesLoad(XmlTree tree, ConfigurationKind kind) =>
        XmlLoadPlace.ElementsOf(tree).Select(i => tree.Value(i).Trim()).Any(load => load.Length > 0
            && (kind is ConfigurationKind.XmlDevice || LoaderXmlLint.IsOf7940(load)));
}
