using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Checks a soft-key file: definitions in <c>typeSoftKey</c>, and for each state of a call the keys that it shows
/// (sources.md other-phones §4.4). Its form is known from programs that write such files.
/// </summary>
internal static class SoftKeyLint
{
    internal static void Check(LintContext file, XmlTree tree)
    {
        HashSet<string> defined = new(StringComparer.OrdinalIgnoreCase), sets = new(StringComparer.OrdinalIgnoreCase);
        foreach (XmlElement element in tree.Elements)
        {
            if (XmlText.Same(element.Name, "softKeyDef") && Attribute(file, tree, element, "keyID") is { } key)
                defined.Add(key.Text);
        }

        for (int i = 0; i < tree.Elements.Count; i++)
        {
            XmlElement element = tree.Elements[i];
            if (XmlText.Same(element.Name, "softKeySet")) CheckSet(file, tree, element, sets);
            else if (XmlText.Same(element.Name, "softKey") && tree.IsIn(i, "softKeySet"))
                CheckKey(file, tree, element, defined);
        }
    }

    private static void CheckSet(LintContext file, XmlTree tree, XmlElement element, HashSet<string> seen)
    {
        if (Attribute(file, tree, element, "id") is not { } id)
        {
            file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, tree.Tags[element.Open].Start,
                "This softKeySet has no id, so that it belongs to no state of a call.",
                "Write id=\"On Hook\", or the name of the state that is meant.");
        }
        else if (!seen.Add(id.Text))
        {
            file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, id.At,
                $"The keys of {VisibleText.Show(id.Text, 40)} stand here twice; which of the two sets counts is not "
                    + "known.",
                "Take one out.");
        }
    }

    private static void CheckKey(LintContext file, XmlTree tree, XmlElement element, HashSet<string> defined)
    {
        if (Attribute(file, tree, element, "keyID") is not { } key)
        {
            file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, tree.Tags[element.Open].Start,
                "This softKey has no keyID, so that it is no key.", "Write the keyID of one that is defined above.");
        }
        else if (defined.Count > 0 && !defined.Contains(key.Text))
        {
            file.Add(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, key.At,
                $"No softKeyDef of this file defines {VisibleText.Show(key.Text, 40)}: the phone has no such key to "
                    + "show.",
                $"Write one of those that are defined: {VisibleText.Show(string.Join(", ", defined), 120)}.");
        }
    }

    private static (string Text, int At)? Attribute(LintContext file, XmlTree tree, XmlElement element, string name) =>
        XmlTags.AttributePlace(file.Text, tree.Tags[element.Open], name) is { Length: > 0 } place
            ? (file.Text.Substring(place.Start, place.Length).Trim(), place.Start)
            : null;
}
