using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Checks the expansion modules of a <c>SEP….cnf.xml</c>: one of a number, each with a load of its own kind (sources.md
/// other-phones §4.2, file-formats §G).
/// </summary>
internal static class AddOnModuleLint
{
    /// <summary>How the loads of the modules begin that take one.</summary>
    private static readonly (string Type, string Load)[] Loads =
        [("7914", "S001"), ("7915", "B015"), ("7916", "B016")];

    internal static void Check(LintContext file, XmlTree tree)
    {
        HashSet<string> seen = [];
        for (int i = 0; i < tree.Elements.Count; i++)
        {
            if (!XmlText.Same(tree.Elements[i].Name, "addOnModule")) continue;
            XmlTag tag = tree.Tags[tree.Elements[i].Open];
            string index = XmlTags.Attribute(file.Text, tag, "idx")?.Trim() ?? "";
            if (index.Length > 0 && !seen.Add(index))
            {
                file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, tag.Start,
                    $"Module {VisibleText.Show(index, 10)} stands here twice; only one can hang in its place.",
                    "Give each module an idx of its own.");
            }

            CheckLoad(file, tree, i);
        }
    }

    private static void CheckLoad(LintContext file, XmlTree tree, int module)
    {
        int at = tree.Child(module, "loadInformation"), type = tree.Child(module, "deviceType");
        if (at < 0 || tree.TextPlace(at) is not { Length: > 0 } place) return;
        string load = tree.Value(at).Trim(), model = type < 0 ? "" : tree.Value(type).Trim();
        string? ofPhone = LoaderXmlLint.IsOf7940(load) || load.StartsWith("SCCP", StringComparison.OrdinalIgnoreCase)
            || load.StartsWith("SIP", StringComparison.OrdinalIgnoreCase) ? "a load of a phone" : null;
        string? wanted = Loads.FirstOrDefault(l => model.StartsWith(l.Type, StringComparison.Ordinal)).Load;
        string? other = Loads.FirstOrDefault(l => load.StartsWith(l.Load, StringComparison.OrdinalIgnoreCase)).Type;
        bool isOther = wanted is not null && other is not null
            && !model.StartsWith(other, StringComparison.Ordinal);
        if (ofPhone is null && !isOther) return;
        file.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
            $"{VisibleText.Show(load, 40)} is {ofPhone ?? "a load of the " + other} and stands in an addOnModule"
                + (isOther ? $" of the kind {VisibleText.Show(model, 20)}" : "")
                + ": the module does not take it and stays on its own.",
            wanted is null
                ? "Name the module's own load: S001… of a 7914, B015… of a 7915, B016… of a 7916."
                : $"Name a load of the {VisibleText.Show(model, 20)}, which begins with {wanted}.");
    }
}
