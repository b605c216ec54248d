using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>The steps of a 7940's or 7960's route: recipes R1 to R7 of sources.md 7940-7960 §3.3.</summary>
internal sealed class UniversalSteps(RouteQuestion question, RouteTarget target)
{
    private const string Guide = RouteWords.Guide7940;
    private const string DualBoot = "OS79XX.TXT";
    private const string Sep = "SEP<MAC>.cnf.xml";

    /// <summary>When the bridge to the newer key is needed, of a phone of which nothing is known.</summary>
    internal const string WhenUniversal =
        "it asked for CTLSEP<MAC>.tlv first, and its loader is not known to be that of 8.12 or 8.1(2)SR2";

    private static readonly string[] TakesImage =
        ["Configuring VLAN", "Configuring IP", "Upgrading Software", "Resetting"];

    private static readonly string[] TakesLoader =
        ["Upgrading Loader", "Copying to Bank 1", "Loader upgrade complete"];

    private static readonly MatrixField NotKnown =
        new(null, [], false, "generation not known before the first request");

    private readonly RouteShelf _shelf = new(question.Packages, question.Catalogue);
    private readonly PhoneFamily _family = question.Catalogue.Family79X0;
    private readonly Load _goal = target.Load;

    /// <summary>The universal loader of the goal: as its manifest says, else as its package is always named.</summary>
    internal Load Loader { get; } = LoaderOf(target);

    /// <summary>From one load to the goal, when nothing lies between them any more.</summary>
    internal IEnumerable<RouteStep> ToGoal(Load at, MatrixField field)
    {
        if (_goal.Generation is not LoadGeneration.Universal)
        {
            yield return at.Generation is LoadGeneration.Universal ? Back(field) : Image(at, _goal, field);
            yield break;
        }

        if (at.Generation is not LoadGeneration.Universal) yield return TakeLoader(at.Generation, at.Protocol, field);
        else if (UniversalKeys.IsGap(at, target)) yield return Bridge;
        yield return Start();
    }

    /// <summary>R1, R2, R6: one image before the universal loader to another.</summary>
    internal RouteStep Image(Load at, Load load, MatrixField field)
    {
        bool crosses = at.Generation is LoadGeneration.Unsigned && load.Generation is LoadGeneration.Signed;
        bool foreign = at.Protocol != load.Protocol;
        string file = load.Text + (at.Generation is LoadGeneration.Unsigned ? ".bin" : ".sbn");
        string why = crosses
            ? "the unsigned twin of the signed load, which a phone takes that does not check signatures yet"
            : "the image, loader and application in one";
        string recipe = foreign ? "R1" : crosses ? "R6" : "R2";
        return new RouteStep
        {
            Title = $"Take {load} ({PhoneProtocolWords.Of(load.Protocol!.Value)} {load.HumanVersion})",
            Load = load.Text,
            Protocol = load.Protocol,
            Files = [_shelf.Take(file, why), .. Named(load, foreign, at)],
            Asks = [DualBoot, .. foreign ? [] : Configurations(at), file],
            Shows = TakesImage,
            Evidence =
            [
                .. load.Equals(_goal) ? [RouteWords.Registers(load.Protocol, load.Text)] : Array.Empty<string>(),
                $"after its restart it asks for {ConfigurationOf(load.Protocol!.Value)} and for no image",
                $"Settings > Status > Firmware Versions shows the application load {load}",
            ],
            OneWay = crosses,
            WayBack = crosses ? null : $"name {Say(at)} in the same files",
            Why = foreign
                ? $"{DualBoot} names a load of another protocol, and a phone without the universal loader follows it."
                : crosses
                    ? "This is the first signed load on the way: its unsigned twin leads across."
                    : load.Equals(_goal)
                        ? "Within one protocol, the configuration file names the load."
                        : $"{load} lies on Cisco's way to {_goal}, which wants one generation after another.",
            Sources = [$"{Guide}§3.3 {recipe}", field.Source],
        };
    }

    /// <summary>The oldest code to one that can fetch long names.</summary>
    internal RouteStep ShortName(Load at, Load load)
    {
        RouteStep step = Image(at, load, new MatrixField("R1", [], false, "8.3 names; COMM B1, INFER"));
        return step with
        {
            Why = $"{Say(at)} can only fetch names of the old 8.3 form; {load} is the last such name, and its code "
                + "fetches longer ones. The exact limit is UNVERIFIED.",
            Sources = [.. step.Sources, Guide + "§1.2 (file-name length limit)"],
        };
    }

    /// <summary>R4 straight away, or R3: what a source reports beside Cisco's ladder.</summary>
    internal RouteAlternative Direct(IReadOnlyList<RouteStep> before, Load at, MatrixField field) => new(
        $"Straight to the universal loader {Loader}",
        at.Protocol is PhoneProtocol.Sccp
            ? "Cisco's document 5455 has a heading for it, and Cisco's CME guide wants 5.x first; the text of 5455 "
                + "could not be read. If the phone refuses the image it stays as it is."
            : "Users report that it works; Cisco's CME guide forbids it (conflict, sources.md 7940-7960 §3.3 R6). "
                + "Assumption direct-jump-from-unsigned-sip.",
        [.. before, .. ToGoal(at, field)],
        [Guide + "§3.3 R6", at.Protocol is PhoneProtocol.Sccp ? "Cisco 5455, heading b" : "COMM V2"])
    {
        IsAutomatic = true,
    };

    /// <summary>Nothing says which generation the phone is of: its first requests will.</summary>
    /// <remarks>
    /// Only the signed loader is offered: a phone on an unsigned load asks for the <c>.bin</c>, gets nothing and shows
    /// by that what it is, and Cisco's ladder can still be taken.
    /// </remarks>
    internal IEnumerable<RouteStep> FromUnknown()
    {
        yield return UniversalDiscovery.Step(target, question.From.Protocol);
        if (_goal.Generation is LoadGeneration.Universal)
        {
            RouteStep loader = TakeLoader(LoadGeneration.Signed, question.From.Protocol, NotKnown);
            yield return loader with { OnlyWhen = $"it asked for {DualBoot} first, and then for an image in .sbn" };
            if (UniversalKeys.IsNew(target)) yield return Bridge with { OnlyWhen = WhenUniversal };
            yield return Start();
            yield break;
        }

        yield return FromEither(NotKnown) with { OnlyWhen = $"it asked for {DualBoot} first" };
        if (_goal.Generation is LoadGeneration.Signed)
            yield return Back(NotKnown) with { OnlyWhen = "it asked for CTLSEP<MAC>.tlv first" };
    }

    /// <summary>The same with the unsigned loader offered too, which an unsigned load may take.</summary>
    internal RouteAlternative DirectFromUnknown() => new(
        $"Offer {Loader}.bin too: a phone on an unsigned load then jumps to the universal loader",
        "Users report that it works; Cisco's CME guide wants SIP 4.4 and 5.3, or SCCP 5.x, before it (conflict, "
            + "sources.md 7940-7960 §3.3 R6). There is no way back to an unsigned load.",
        [UniversalDiscovery.Step(target, question.From.Protocol), TakeLoader(null, question.From.Protocol, NotKnown),
            Start()],
        [Guide + "§3.3 R6"])
    {
        IsAutomatic = true,
    };

    /// <summary>The goal as one image, for a phone that may or may not check signatures.</summary>
    private RouteStep FromEither(MatrixField field)
    {
        string both = _goal.Generation is LoadGeneration.Signed ? " and .sbn" : "";
        RouteFile[] images =
        [
            _shelf.Take(_goal + ".bin", "for a phone that does not check signatures"),
            .. both.Length == 0 ? [] : new[] { _shelf.Take(_goal + ".sbn", "for a phone that does") },
        ];
        return new RouteStep
        {
            Title = $"Take {_goal}",
            Load = _goal.Text,
            Protocol = _goal.Protocol,
            Files = [.. images, .. Named(_goal, foreign: true, null)],
            Asks = [DualBoot, $"{_goal}.bin or {_goal}.sbn, as it can check signatures or not"],
            Shows = TakesImage,
            Evidence = [RouteWords.Registers(_goal.Protocol, _goal.Text)],
            OneWay = _goal.Generation is LoadGeneration.Signed,
            Why = "A phone before the universal loader takes a whole image.",
            Sources = [Guide + "§3.3 R1, R2, R6", field.Source],
        };
    }

    /// <summary>
    /// The goal's own loader, but for signed code and a goal of the newer key, which that code does not know: then one
    /// of the older key, which knows both. Code that may be either gets that one too when it is at hand.
    /// </summary>
    private Load FirstLoader(LoadGeneration? at)
    {
        bool isFree = at is LoadGeneration.Unsigned || !UniversalKeys.IsNew(target);
        return isFree || (at is null && _shelf.Take(UniversalKeys.BridgeLoader + ".sbn", "").Source
            is not RouteFileSource.Library) ? Loader : UniversalKeys.BridgeLoader;
    }

    /// <summary>R3, R4: the universal loader, for a phone that has none.</summary>
    private RouteStep TakeLoader(LoadGeneration? at, PhoneProtocol? from, MatrixField field)
    {
        const string why = "the universal loader, which can start any protocol";
        Load loader = FirstLoader(at);
        bool isGap = UniversalKeys.IsNew(target) && loader.Equals(Loader);
        string[] files = at switch
        {
            LoadGeneration.Signed => [loader + ".sbn"],
            null when !isGap => [loader + ".bin", loader + ".sbn"],
            _ => [loader + ".bin"],
        };
        bool foreign = from is not PhoneProtocol.Sccp;
        string recipe = foreign ? "R3" : "R4";
        return new RouteStep
        {
            Title = $"Take the universal loader {loader}",
            Load = loader.Text,
            Files =
            [
                .. files.Select(f => _shelf.Take(f, f.EndsWith(".bin", StringComparison.Ordinal)
                    ? why + ", for a phone that does not check signatures"
                    : why)),
                RouteShelf.Write(DualBoot, "names the loader, with no byte behind the name", loader.Text),
                .. foreign ? [] : new[] { Xml(loader.Text) },
            ],
            Asks =
            [
                DualBoot, .. foreign ? [] : new[] { Sep }, string.Join(" or ", files),
            ],
            Shows = TakesImage,
            Evidence = ["it asks for CTLSEP<MAC>.tlv first, which no load before the universal loader does"],
            Minutes = Minutes(_family.Habits!.RestartAfterLoaderSeconds),
            OneWay = at is not LoadGeneration.Signed,
            WayBack = at is LoadGeneration.Signed
                ? "name the old load once: the loader asks for its .loads, which is not there, and for its .sbn (R7)"
                : null,
            Why = foreign
                ? $"{DualBoot} begins with P003, which is foreign to it, so it takes the loader named there."
                : $"{DualBoot} begins with its own P003 and is ignored, so its XML file must name the loader.",
            Sources =
            [
                $"{Guide}§3.3 {recipe}", field.Source, Guide + "§2.4",
                .. loader.Equals(Loader) ? Array.Empty<string>() : [UniversalKeys.Guide + "§1"],
            ],
        };
    }

    /// <summary>
    /// A loader of the older key that knows both, for a phone whose own may know the older only. Its application is not
    /// needed: the loader restarts, asks again, and then the goal is named to it.
    /// </summary>
    internal RouteStep Bridge => field ??= new RouteStep
    {
        Title = $"Take the loader of {UniversalKeys.Bridge}, which knows both signing keys",
        Load = UniversalKeys.Bridge.Text,
        Files =
        [
            _shelf.Take(UniversalKeys.Bridge + ".loads", "names the loader; its application is not needed"),
            _shelf.Take(UniversalKeys.BridgeLoader + ".sbn", "the loader, signed with the older key"),
            Xml(UniversalKeys.Bridge.Text),
        ],
        Asks =
        [
            .. Hunt(), UniversalKeys.Bridge + ".loads",
            $"{UniversalKeys.BridgeLoader}.sbn, then a restart and the same again",
        ],
        Shows = ["Configuring VLAN", "Configuring IP", "Verifying Load", .. TakesLoader],
        Evidence =
        [
            "it had the loader whole, restarts and asks for CTLSEP<MAC>.tlv again",
            $"it asks for {_goal}.loads once, and then for what that lists",
        ],
        Minutes = Minutes(_family.Habits!.RestartAfterLoaderSeconds),
        WayBack = "name its old load: the list of that brings its loader back",
        Why = $"{_goal} is signed with a newer key, which a loader before 8.12 does not know; this one is signed with "
            + "the older and knows both.",
        Sources = [UniversalKeys.Guide + "§1"],
    };

    /// <summary>The goal without the bridge: a loader that does not know its key leaves everything as it is.</summary>
    internal RouteAlternative WithoutBridge() => new(
        $"Straight to {_goal}",
        $"A loader that knows the older key only refuses the list of {_goal}, asks for it once more and starts what it "
            + "has: nothing is lost, and it is seen which loader it has.",
        [Start()], [UniversalKeys.Guide + "§1"])
    {
        IsAutomatic = true,
    };

    /// <summary>R5: the universal loader takes and starts the goal.</summary>
    private RouteStep Start()
    {
        string[] names = target.Package?.Files is { Count: 3 } listed
            ? [.. listed.Select(f => f.Name)]
            : [_goal + ".loads", Loader + ".sbn", _goal + ".sb2"];
        return new RouteStep
        {
            Title = $"Take {_goal} ({PhoneProtocolWords.Of(_goal.Protocol!.Value)} {_goal.HumanVersion}) and start it",
            Load = _goal.Text,
            Protocol = _goal.Protocol,
            Files =
            [
                _shelf.Take(names[0], "names the loader and the application of this load"),
                _shelf.Take(names[1], "the loader; fetched when it is another than the phone's"),
                _shelf.Take(names[2], "the application itself"),
                Xml(_goal.Text),
            ],
            Asks = [.. Hunt(), names[0], $"{names[1]}, then a restart and the same again", names[2]],
            Shows = ["Configuring VLAN", "Configuring IP", "Verifying Load", .. TakesLoader, "Upgrading Application"],
            Evidence =
            [
                RouteWords.Registers(_goal.Protocol, _goal.Text),
                .. Lives(),
                $"Settings > Status > Firmware Versions shows the application load {_goal}",
            ],
            Minutes = Minutes(
                _family.Habits!.RestartAfterLoaderSeconds + _family.Habits.RestartAfterApplicationSeconds),
            WayBack = "name the old load in the same file, when it is 5.x or later",
            Why = "The loader obeys the first file that names a load, whatever the protocol.",
            Sources = [Guide + "§3.3 R5", Guide + "§2.5 G4", UniversalKeys.Guide + "§3, §4"],
        };
    }

    /// <summary>R7: from the universal loader to a signed load before it.</summary>
    private RouteStep Back(MatrixField field) => new()
    {
        Title = $"Go back to {_goal}",
        Load = _goal.Text,
        Protocol = _goal.Protocol,
        Files = [_shelf.Take(_goal + ".sbn", "the signed image, which is copied over the loader"), Xml(_goal.Text)],
        Asks = [.. Hunt(), _goal + ".loads, which is not there", _goal + ".sbn"],
        Shows = ["Configuring VLAN", "Configuring IP", "Verifying Load", "Downgrading Application"],
        Evidence =
        [
            RouteWords.Registers(_goal.Protocol, _goal.Text),
            $"after its restart it asks for {DualBoot} first, as loads before the universal loader do",
        ],
        WayBack = "take the universal loader again (R3, R4)",
        Why = "The universal loader takes an older signed load when a file names it once. It is copied over the "
            + "loader, so that a power cut while it is copied breaks the phone, as with a new loader.",
        Sources = [Guide + "§3.3 R7", field.Source, UniversalKeys.Guide + "§2, §5"],
    };

    private IEnumerable<RouteFile> Named(Load load, bool foreign, Load? at)
    {
        yield return RouteShelf.Write(DualBoot, foreign
            ? "names the load, which is foreign to the running one, so the phone follows it"
            : "names the same protocol, so that it changes nothing", load.Text);
        string file = ConfigurationOf(load.Protocol!.Value);
        if (at is { Protocol: PhoneProtocol.Sccp } && load.Protocol is PhoneProtocol.Sccp && IsOldest(at)) yield break;
        yield return load.Protocol is PhoneProtocol.Sccp
            ? Xml(load.Text)
            : RouteShelf.Write(file, "must name the same load, or the phone loads again at once",
                $"image_version: {load}");
    }

    private RouteFile Xml(string load) => RouteShelf.Write(Sep, "names the load",
        $"<loadInformation model=\"{question.Model.XmlModel?.Value}\">{load}</loadInformation>");

    /// <summary>The loader's round up to the first file that may name a load of any protocol; it ends there.</summary>
    private IEnumerable<string> Hunt() =>
        RouteWords.Names(_family.Sequence("universal-loader").Asks).TakeWhile(a => a != Sep).Append(Sep);

    /// <summary>A load that only stands for its kind is not named to anybody.</summary>
    private string Say(Load load) =>
        question.From is { IsStandIn: true, Load: { } from } && from.Equals(load) ? "its old load" : load.Text;

    private IEnumerable<string> Lives() => _goal.Protocol is PhoneProtocol.Sip
        ? ["it asks for RINGLIST.DAT and dialplan.xml after SIP<MAC>.cnf: the SIP application runs"]
        : [];

    /// <summary>The files that a load before the universal loader reads before it decides.</summary>
    private IEnumerable<string> Configurations(Load at)
    {
        string id = IsOldest(at) ? "oldest-sccp" : "early-" + at.Protocol!.Value.ToString().ToLowerInvariant();
        return RouteWords.Names(_family.Sequence(id).Asks.Skip(1).TakeWhile(a => a != "RINGLIST.DAT"));
    }

    private static bool IsOldest(Load at) =>
        at.Protocol is PhoneProtocol.Sccp && at.Version < new LoadVersion(3, 1);

    private static string ConfigurationOf(PhoneProtocol protocol) => protocol switch
    {
        PhoneProtocol.Sip => "SIPDefault.cnf",
        PhoneProtocol.Mgcp => "MGCDefault.cnf",
        _ => Sep,
    };

    /// <summary>Waits and restarts were measured; a minute is added for the transfers and the hand.</summary>
    private int Minutes(double restarts) =>
        (int)Math.Ceiling((_family.Habits!.VoiceVlanWaitSeconds + restarts) / 60) + 1;

    private static Load LoaderOf(RouteTarget target)
    {
        Load goal = target.Load;
        if (target.Package?.Loader is { } loader) return loader;
        return goal.Protocol is PhoneProtocol.Sccp ? goal : Load.Parse("P003" + goal.Text[4..]);
    }
}
