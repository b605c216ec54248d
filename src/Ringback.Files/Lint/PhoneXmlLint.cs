using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Checks what <c>SEP….cnf.xml</c> and <c>XMLDefault.cnf.xml</c> ask for (sources.md 7940-7960 §6.5, other-phones
/// §2.9, §2.10, §4).
/// </summary>
internal static class PhoneXmlLint
{
    private const string LoadInformation = "loadInformation";

    internal static void Check(LintContext sheet, XmlTree tree, ConfigurationKind kind, LintFolder folder)
    {
        string? deviceLoad = null;
        foreach (int i in XmlLoadPlace.ElementsOf(tree))
        {
            XmlElement element = tree.Elements[i];
            string value = tree.Value(i);
            if (element.Name.Length == LoadInformation.Length) deviceLoad ??= value.Trim();
            else CheckType(sheet, tree, element, value.Trim());
            if (!LoaderXmlLint.CheckElement(sheet, tree, i)) continue;
            if (tree.TextPlace(i) is { } place && sheet.Text.AsSpan(place.Start, place.Length).SequenceEqual(value))
                LoadLint.Check(sheet, folder, new LoadPlace($"<{element.Name}>", value, place.Start, place.Length)
                {
                    IsXml = true,
                });
        }

        LoaderXmlLint.CheckTwice(sheet, tree);
        if (kind is not ConfigurationKind.XmlDevice) return;
        CheckSip(sheet, tree, deviceLoad ?? "");
        DeviceXmlLint.Check(sheet, tree, deviceLoad ?? "");
    }

    private static void CheckType(LintContext sheet, XmlTree tree, XmlElement element, string load)
    {
        string digits = element.Name[LoadInformation.Length..];
        int at = tree.Tags[element.Open].Start + 1;
        if (digits[0] == '0')
        {
            ZeroPadded(sheet, tree, element, digits.TrimStart('0'));
            return;
        }

        DeviceType? type = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? ConfigurationTables.BuiltIn.FindType(id)
            : null;
        if (type is null)
        {
            sheet.Add(ProblemCode.WrongDeviceType, ProblemSeverity.Info, at,
                $"{VisibleText.Show(digits, 12)} is no device type that is known here; the list is not complete.",
                "Compare it with the model's number: 7 is the 7960, 8 the 7940.");
            return;
        }

        string? model = XmlTags.Attribute(sheet.Text, tree.Tags[element.Open], "model");
        if (Misfit(type, model, load) is { } meant)
        {
            IEnumerable<int> right = ConfigurationTables.BuiltIn.DeviceTypes
                .Where(t => meant == model ? Means(meant, t) : StartsLoad(t, load)).Select(t => t.Id);
            string ids = string.Join(" or ", right.Select(r => LoadInformation + r));
            sheet.Add(ProblemCode.WrongDeviceType, ProblemSeverity.Error, at,
                $"Device type {type.Id} is the {type.Model}, and the element speaks of {VisibleText.Show(meant, 40)}: "
                    + "the phone that is meant never looks here.",
                ids.Length == 0 ? "Write the number of the model." : $"Write {ids}.");
        }
    }

    private static void ZeroPadded(LintContext sheet, XmlTree tree, XmlElement element, string right)
    {
        XmlTag open = tree.Tags[element.Open];
        string prefix = element.Name[..LoadInformation.Length];
        string name = VisibleText.Show(element.Name, 40);
        string message = $"<{name}> has a zero before the number; phones look for the number without it.";
        string advice = right.Length == 0 ? "Write the number of the model." : $"Write <{prefix}{right}>.";
        Splice? fix = right.Length == 0 || element.Close < 0
            ? null
            : new Splice(open.Start + 1, element.Name.Length, prefix + right);
        sheet.Add(ProblemCode.ZeroPaddedDeviceType, ProblemSeverity.Error, open.Start + 1, message, advice, fix);
        if (fix is null || element.Close == element.Open) return;
        XmlTag close = tree.Tags[element.Close];
        sheet.Add(ProblemCode.ZeroPaddedDeviceType, ProblemSeverity.Error, close.Start + 2,
            $"The closing tag </{name}> has the same zero.", $"Write </{prefix}{right}>.",
            new Splice(close.Start + 2, close.Name.Length, prefix + right));
    }

    /// <summary>What the element is about when that is another model than its number; null when they agree.</summary>
    private static string? Misfit(DeviceType type, string? model, string load)
    {
        IReadOnlyList<DeviceType> types = ConfigurationTables.BuiltIn.DeviceTypes;
        if (!string.IsNullOrWhiteSpace(model) && !Means(model, type) && types.Any(t => Means(model, t))) return model;
        return !StartsLoad(type, load) && types.Any(t => StartsLoad(t, load)) ? load : null;
    }

    private static bool StartsLoad(DeviceType type, string load) => load.Length > 0 && type.Loads is { } loads
        && loads.Any(l => load.StartsWith(l, StringComparison.OrdinalIgnoreCase));

    // "IP Phone 7961G" and "7961" are the same model to a person; 7961G-GE has a number of its own, and people
    // leave its ending out.
    private static bool Means(string text, DeviceType type)
    {
        string number = type.Model.Split('-')[0].TrimEnd('G');
        return number.Length >= 4 && text.Contains(number, StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckSip(LintContext sheet, XmlTree tree, string load)
    {
        int protocol = tree.Find("device/deviceProtocol");
        bool saysSip = protocol >= 0 && XmlText.Same(tree.Value(protocol).Trim(), "SIP");
        bool saysSccp = protocol >= 0 && XmlText.Same(tree.Value(protocol).Trim(), "SCCP");
        bool sipLoad = load.StartsWith("SIP", StringComparison.OrdinalIgnoreCase);
        bool sccpLoad = load.StartsWith("SCCP", StringComparison.OrdinalIgnoreCase);
        if ((saysSip && sccpLoad) || (saysSccp && sipLoad))
        {
            sheet.Add(ProblemCode.ProtocolMismatch, ProblemSeverity.Warning,
                tree.Tags[tree.Elements[protocol].Open].Start,
                $"deviceProtocol is {tree.Value(protocol).Trim()}, and the load {VisibleText.Show(load, 40)} speaks "
                    + "the other protocol: after the load the phone reads the file with that one's eyes.",
                "Let deviceProtocol and loadInformation say the same protocol.");
        }

        // A 7940 or 7960 takes its SIP settings from .cnf files; its SEP file is there only to convert it (§6.5).
        bool javaPhone = sipLoad || (saysSip && load.Length == 0);
        if (!javaPhone || tree.Find("device/sipProfile") >= 0 || tree.Elements.Count == 0) return;
        int at = tree.Tags[tree.Elements[protocol >= 0 ? protocol : 0].Open].Start;
        sheet.Add(ProblemCode.SipProfileMissing, ProblemSeverity.Error, at,
            "The file is for a SIP phone and has no <sipProfile>: the phone registers no line.",
            "Add sipProfile with sipLines and at least one line with featureID 9.");
    }
}
