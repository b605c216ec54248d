using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Java;

/// <summary>The steps of a Java phone's route (sources.md other-phones §2.5, §2.7, §2.9).</summary>
internal sealed class JavaSteps
{
    internal const string OnlyWhenOld = "it runs a release before 8.3(3), or asks for the goal's .loads and then for "
        + "none of its parts";

    private const string Guide = RouteWords.GuideOthers;

    private readonly RouteQuestion _question;
    private readonly RouteShelf _shelf;
    private readonly FirmwareFamily _firmware;
    private readonly PhoneFamily _family;

    internal JavaSteps(RouteQuestion question)
    {
        _question = question;
        _shelf = new RouteShelf(question.Packages, question.Catalogue);
        _firmware = FirmwareFamilies.BuiltIn.Find(question.Model.FirmwareFamily)!;
        _family = question.Catalogue.FamilyOf(question.Model);
    }

    internal RouteStep FindOut(Load goal, Load bridge) => new()
    {
        Title = "Find out which release it runs: give it power and a TFTP server",
        Asks = [.. RouteWords.Names(_family.Sequence("java-power-up-9").Asks)],
        Evidence =
        [
            "its CDP announcement names its load", "its SCCP alarm or SIP registration states Load=",
            "it asks for ITLSEP<MAC>.tlv, or by HTTP on port 6970: only 9.x does",
        ],
        Why = $"{goal} is signed with the newer key, which a release before 8.3(3) does not know.",
        Sources = [Guide + "§2.5", Guide + "§2.6", Guide + "§2.7", Guide + "§5.5"],
        Branches =
        [
            new("it asks for ITLSEP<MAC>.tlv, or for its files by HTTP", "it runs 9.x", $"it takes {goal} at once"),
            new("its load is 8.3(3) or later", "it knows both keys", $"it takes {goal} at once"),
            new("its load is before 8.3(3)", "it knows the older key only", $"it takes {bridge} first"),
            new($"it asks for {goal}.loads and for none of the parts, or again and again",
                "it refused the signature", $"it takes {bridge} first"),
        ],
    };

    /// <summary>The phone takes one whole set by the file that names it.</summary>
    /// <param name="target">The set.</param>
    /// <param name="running">The release it runs by then; null when not known.</param>
    /// <param name="onlyWhen">When the step is needed; null for always.</param>
    /// <param name="isBridge">Whether the set is on the way only.</param>
    internal RouteStep Take(RouteTarget target, LoadVersion? running, string? onlyWhen, bool isBridge)
    {
        Load load = target.Load;
        bool changes = _question.From.Protocol is { } from && from != load.Protocol;
        string[] names = [.. FilesOf(target)];
        string sequence = running is { Major: >= 9 } ? "java-power-up-9" : "java-power-up-8";
        string protocol = load.Protocol is { } p ? PhoneProtocolWords.Of(p) + " " : "";
        return new RouteStep
        {
            Title = isBridge
                ? $"Cross the bridge: take {load} ({protocol}{load.HumanVersion})"
                : $"Take {load} ({protocol}{load.HumanVersion})",
            Load = load.Text,
            Protocol = load.Protocol,
            OnlyWhen = onlyWhen,
            Files = [.. names.Select((n, i) => _shelf.Take(n, i == 0
                ? "lists the parts of this load"
                : "a part that the manifest lists")), .. Named(load, changes)],
            Asks = [.. RouteWords.Names(_family.Sequence(sequence).Asks).Where(a => !a.StartsWith("XMLDefault",
                StringComparison.Ordinal)), .. names],
            Evidence =
            [
                RouteWords.Registers(load.Protocol, load.Text),
                "after its restart it asks for CTLSEP<MAC>.tlv and SEP<MAC>.cnf.xml and for no part again",
            ],
            WayBack = _question.From.Load is { } old
                ? $"name {old} in the same file"
                : "name the old load in the same file",
            Why = isBridge
                ? "It is signed with the older key, which the phone knows, and it knows the newer one itself."
                : changes
                    ? "loadInformation names a load of the other protocol: the phone takes it, restarts and reads the "
                        + "same file again."
                    : "loadInformation names the load.",
            Sources = isBridge
                ? [Guide + "§2.7", Guide + "§3.3"]
                : [Guide + "§2.5", changes ? Guide + "§2.9" : Guide + "§2.2"],
        };
    }

    /// <summary>The other way in: after a factory reset the phone asks for the default manifest first.</summary>
    internal RouteAlternative FactoryReset(RouteTarget target, RouteTarget? bridge)
    {
        RouteTarget first = bridge ?? target;
        string number = _question.Model.Model[2..4];
        string manifest = $"term{number}.default.loads";
        string[] parts = [.. FilesOf(first).Skip(1)];
        RouteStep reset = new()
        {
            Title = $"Reset it to factory settings, with {first.Load} as {manifest}",
            Load = first.Load.Text,
            Protocol = first.Load.Protocol,
            Files =
            [
                DefaultManifest(manifest, first),
                .. parts.Select(n => _shelf.Take(n, "a part that the manifest lists")),
            ],
            Asks = [manifest, .. parts, "CTLSEP<MAC>.tlv", "SEP<MAC>.cnf.xml", "XMLDefault.cnf.xml"],
            Shows = _firmware.Name == "79x1" ? ["Upgrading"] : [],
            Evidence = ["it asks for the parts, and then for CTLSEP<MAC>.tlv"],
            Why = "Hold # while it gets power; when the lamps run, type 123456789*0# within 60 seconds.",
            Sources = [Guide + "§2.5", Guide + "§2.8"],
        };
        RouteStep[] steps = bridge is null
            ? [reset]
            : [reset, Take(target, bridge.Load.Version, null, isBridge: false)];
        return new RouteAlternative(
            "By factory reset",
            "It forgets its settings, certificates and TFTP server, so DHCP must name one. Older code may judge the "
                + "images then: keep a set with the older key (8.3(3) to 8.5(2)) ready. One folder has one "
                + $"{manifest}, of one protocol.",
            steps,
            [Guide + "§2.5", Guide + "§2.7", Guide + "§2.9"]);
    }

    /// <summary>It is signed under its own name, so no other list can stand in for it, nor another load's.</summary>
    private static RouteFile DefaultManifest(string name, RouteTarget target)
    {
        bool isHere = target.Package?.Files.Any(f => f is { File.HasError: false }
            && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true;
        return new RouteFile(name, $"lists the parts of {target.Load}; asked for after a factory reset",
            isHere ? RouteFileSource.Library : RouteFileSource.Missing);
    }

    /// <summary>What the manifest lists; without it, the shapes of the names.</summary>
    private IEnumerable<string> FilesOf(RouteTarget target)
    {
        if (target.Package is { } package)
            return package.Files.Select(f => f.Name).Where(n => !FirmwareFamilies.IsDefaultManifest(n));
        string n = _firmware.SetNumber!;
        string word = target.Load.Protocol is PhoneProtocol.Sip ? "sip" : "sccp";
        return
        [
            target.Load + ".loads", $"jar{n}{word}.….sbn", $"cnu{n}.….sbn", $"apps{n}.….sbn", $"dsp{n}.….sbn",
            $"cvm{n}{word}.….sbn",
        ];
    }

    private IEnumerable<RouteFile> Named(Load load, bool changes)
    {
        yield return RouteShelf.Write("SEP<MAC>.cnf.xml", changes
            ? "names the load, and serves both protocols: deviceProtocol and sipProfile beside ethernetPhonePort"
            : "names the load", $"<loadInformation>{load}</loadInformation>");
        if (_question.Model.LoadInformation is { } element)
        {
            yield return RouteShelf.Write("XMLDefault.cnf.xml", "the safety net when there is no SEP file",
                $"<{element}>{load}</{element}>");
        }
    }
}
