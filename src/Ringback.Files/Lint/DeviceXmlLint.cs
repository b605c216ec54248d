using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Judges what a well-formed <c>SEP….cnf.xml</c> says: values, structure and lines (sources.md 7940-7960 §6.5,
/// other-phones §4). What no source calls wrong is left alone.
/// </summary>
internal sealed class DeviceXmlLint
{
    // Elements that stand once; lists such as line, member and softKey stand as often as they like.
    private static readonly string[] Single =
    [
        "device", "devicePool", "dateTimeSetting", "sipProfile", "sipProxies", "sipCallFeatures", "sipStack",
        "vendorConfig", "commonProfile", "callManager", "ports", "line",
    ];

    private static readonly string[] Codecs = ["g711ulaw", "g711alaw", "g729", "g729a", "g722", "iLBC"];

    // Elements that hold one host and nothing else (other-phones §4.2).
    private static readonly string[] Hosts =
    [
        "processNodeName", "proxy", "outboundProxy", "backupProxy", "emergencyProxy", "natAddress", "registrar",
        "loadServer", "logServer",
    ];

    // In these 0 is what people call on.
    private static readonly string[] OffIsOne = ["pcPort", "webAccess"];

    private readonly LintContext _sheet;
    private readonly XmlTree _tree;
    private readonly string _load;

    private DeviceXmlLint(LintContext sheet, XmlTree tree, string load) => (_sheet, _tree, _load) = (sheet, tree, load);

    private bool IsSipJava => _load.StartsWith("SIP", StringComparison.OrdinalIgnoreCase)
        || (_load.Length == 0 && XmlText.Same(ValueAt("device/deviceProtocol"), "SIP"));

    internal static void Check(LintContext sheet, XmlTree tree, string load)
    {
        DeviceXmlLint lint = new(sheet, tree, load);
        for (int i = 0; i < tree.Elements.Count; i++) lint.CheckElement(i);
        lint.CheckTwice();
        AddOnModuleLint.Check(sheet, tree);
        if (tree.Find("device/sipProfile") >= 0 && lint.IsSipJava) lint.CheckLines();
    }

    private void CheckElement(int element)
    {
        string name = _tree.Elements[element].Name, value = _tree.Value(element);
        if (XmlText.Same(name, "callManager")) CheckCallManager(element);
        if (value.Length == 0 || _tree.TextPlace(element) is not { Length: > 0 } place) return;
        if (XmlLoadPlace.IsLoadElement(name)) return;
        if (Placeholder.Note(_sheet, $"<{name}>", value, place.Start)) return;
        string trimmed = value.Trim();
        if (IsHost(element)) CheckHost(name, value, place);
        else if (_tree.IsIn(element, "vendorConfig")) CheckSwitch(name, trimmed, place);
        else if (XmlText.Same(name, "timeZone")) CheckTimeZone(trimmed, place);
        else if (XmlText.Same(name, "preferredCodec")) CheckCodec(trimmed, place);
        else if (XmlText.Same(name, "registerWithProxy") && trimmed is "false" or "0") NotRegistered(place);
    }

    private void CheckCallManager(int element)
    {
        int address = _tree.Child(element, "processNodeName");
        if (address >= 0 && _tree.Value(address).Trim().Length > 0) return;
        // An element with the list of a fallback has none, and one without anything in it is no server at all.
        if (_tree.Child(element, "ports") < 0 && _tree.Child(element, "name") < 0 && address < 0) return;
        Tell(ProblemCode.ConfigBadStructure, ProblemSeverity.Error, At(element),
            "This callManager has no processNodeName, so the phone has no address to register at.",
            _tree.Child(element, "name") >= 0 && address < 0
                ? "Write the address into <processNodeName>, and not into <name>."
                : "Write the address of the call server into <processNodeName>.");
    }

    private void CheckSwitch(string name, string value, (int Start, int Length) place)
    {
        string? right = value.ToLowerInvariant() switch
        {
            "on" => "1",
            "off" => "0",
            _ => null,
        };
        if (right is null) return;
        bool isUniversal = Load.TryParse7940(_load, out _);
        bool isTurned = OffIsOne.Contains(name, StringComparer.OrdinalIgnoreCase);
        Tell(ProblemCode.ConfigBadValue, isUniversal ? ProblemSeverity.Error : ProblemSeverity.Warning, place.Start,
            $"<{name}> is {value}; the phone takes a number here" + (isUniversal
                ? ", and a 7940 or 7960 drops the whole file and asks for it again and again."
                : "."),
            $"Write {right}." + (isTurned ? " Look which you mean: 0 leaves it open here, and 1 closes it." : ""),
            new Splice(place.Start, place.Length, right));
    }

    private void CheckTimeZone(string value, (int Start, int Length) place)
    {
        string? right = TimeZones.Find(value) is { JavaName: { } java } && !XmlText.Same(java, value) ? java
            : TimeZones.Find(value) is null && TimeZones.Find(value + " Time") is { JavaName: { } whole } ? whole
            : null;
        bool isForeign = right is null && value.Contains('/', StringComparison.Ordinal)
            && !value.Contains("Standard", StringComparison.OrdinalIgnoreCase);
        if (right is null && !isForeign) return;
        Tell(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
            $"<timeZone> is {Show(value)}, which the phone does not know: its clock will be wrong.",
            right is null
                ? "Write the name that Cisco gives it, such as W. Europe Standard/Daylight Time."
                : $"Write {right}.",
            right is null ? null : new Splice(place.Start, place.Length, right));
    }

    private void CheckCodec(string value, (int Start, int Length) place)
    {
        if (Codecs.Contains(value, StringComparer.OrdinalIgnoreCase)) return;
        Tell(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
            $"<preferredCodec> is {Show(value)}, which names no codec.",
            $"Write one of {string.Join(", ", Codecs)}, or take the element out.");
    }

    private bool IsHost(int element) => Hosts.Contains(_tree.Elements[element].Name, StringComparer.OrdinalIgnoreCase)
        || (XmlText.Same(_tree.Elements[element].Name, "name") && _tree.IsIn(element, "ntp"));

    private void CheckHost(string name, string value, (int Start, int Length) place)
    {
        // Blanks and line ends around a value are an editor's, and every XML reader drops them.
        string bare = value.Trim(' ', '\t', '\r', '\n');
        if (HostWords.Objection(bare) is not { } objection) return;
        // Where it logs to, the port belongs to the address.
        if (XmlText.Same(name, "logServer") && HostWords.IsWithPort(bare)) return;
        Tell(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
            $"<{name}> is {Show(bare)}: it has {objection}.", "Write the bare address or name of the server.",
            HostWords.Bare(bare) is { } right ? new Splice(place.Start, place.Length, right) : null);
    }

    private void NotRegistered((int Start, int Length) place) =>
        Tell(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, place.Start,
            "registerWithProxy is false: the phone calls out and registers nowhere, so nobody can call it.",
            "Write true, unless the server knows the phone's address by itself.");

    /// <summary>The same element twice in a place where it stands once, and the same button twice.</summary>
    private void CheckTwice()
    {
        HashSet<(int, string)> seen = [];
        for (int i = 0; i < _tree.Elements.Count; i++)
        {
            XmlElement element = _tree.Elements[i];
            if (element.Parent < 0) continue;
            if (XmlText.Same(element.Name, "line"))
            {
                if (XmlTags.Attribute(_sheet.Text, _tree.Tags[element.Open], "button") is { Length: > 0 } button
                    && !seen.Add((element.Parent, $"#{button}")))
                {
                    Tell(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, At(i),
                        $"Button {Show(button)} stands here twice; only one of the two can be on it.",
                        "Give each line a button of its own.");
                }

                continue;
            }

            bool isSingle = Single.Contains(_tree.Elements[element.Parent].Name, StringComparer.OrdinalIgnoreCase)
                && _tree.TextPlace(i) is not null;
            // Two loads of a 7940 or 7960 are told by what its loader makes of them.
            if (XmlLoadPlace.IsLoadElement(element.Name) && LoaderXmlLint.IsOf7940(_tree.Value(i).Trim())) continue;
            if (!isSingle || seen.Add((element.Parent, element.Name.ToUpperInvariant()))) continue;
            Tell(ProblemCode.ConfigBadStructure, ProblemSeverity.Warning, At(i),
                $"<{Show(element.Name)}> stands twice in <{Show(_tree.Elements[element.Parent].Name)}>; which of the "
                    + "two counts is not known.",
                "Take one out.");
        }
    }

    private void CheckLines()
    {
        bool registers = false;
        for (int i = 0; i < _tree.Elements.Count; i++)
        {
            if (IsLine(i)) CheckLogin(i);
        }

        for (int i = 0; i < _tree.Elements.Count && !registers; i++)
        {
            registers = IsLine(i) && ValueOf(i, "name").Length > 0;
        }

        if (registers) return;
        Tell(ProblemCode.SipProfileMissing, ProblemSeverity.Error, At(_tree.Find("device/sipProfile")),
            "No line in this sipProfile has featureID 9 and a name: the phone registers no line.",
            "Give it a line with featureID 9 and the extension in <name>.");
    }

    private bool IsLine(int element) =>
        XmlText.Same(_tree.Elements[element].Name, "line") && ValueOf(element, "featureID") == "9";

    /// <summary>A password is nothing without the name that it belongs to.</summary>
    private void CheckLogin(int line)
    {
        string name = ValueOf(line, "authName");
        bool isUri = name.StartsWith("sip:", StringComparison.OrdinalIgnoreCase);
        if (ValueOf(line, "authPassword").Length == 0 || (name.Length > 0 && !isUri)) return;
        Tell(ProblemCode.ConfigBadValue, ProblemSeverity.Warning,
            At(_tree.Child(line, name.Length == 0 ? "authPassword" : "authName")),
            isUri
                ? $"<authName> is {Show(name)}: it is a URI, and the server asks for a bare name."
                : "This line has an authPassword and no authName, so that the server is told the password of nobody.",
            "Write the name of the account into <authName>; most servers take the extension.");
    }

    private string ValueOf(int element, string child) =>
        _tree.Child(element, child) is >= 0 and int found ? _tree.Value(found).Trim() : "";

    private string ValueAt(string path) => _tree.Find(path) is >= 0 and int found ? _tree.Value(found).Trim() : "";

    private int At(int element) => _tree.Tags[_tree.Elements[element].Open].Start + 1;

    private void Tell(
        string code, ProblemSeverity severity, int at, string message, string advice, Splice? fix = null) =>
        _sheet.Add(code, severity, at, message, advice, fix);

    private static string Show(string value) => VisibleText.Show(value, 40);
}
