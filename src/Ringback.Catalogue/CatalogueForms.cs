using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Tables;

namespace Ringback.Catalogue;

/// <summary>How models and families are written: the names in a file are those of the records, in camel case.</summary>
internal static class CatalogueForms
{
    internal static PhoneModel Model(TableRecord r) => new()
    {
        Model = r.Text("model"),
        Product = r.Text("product"),
        Aliases = r.TextsIfAny("aliases"),
        Family = r.Text("family"),
        FirmwareFamily = r.TextOrNull("firmwareFamily"),
        DeviceType = r.OneIfAny("deviceType", KnownNumber),
        XmlModel = r.OneIfAny("xmlModel", KnownText),
        Lines = r.OneIfAny("lines", KnownNumber),
        DhcpClasses = r.ManyIfAny("dhcpClasses", Class),
        CdpPlatform = r.OneIfAny("cdpPlatform", KnownText),
        SipUserAgent = r.OneIfAny("sipUserAgent", KnownText),
        ProfilePrefix = r.OneIfAny("profilePrefix", KnownText),
        Help = r.OneIfAny("help", Help),
        Evidence = EvidenceOf(r),
        Source = SourceOf(r),
    };

    internal static PhoneFamily Family(TableRecord r) => new()
    {
        Family = r.Text("family"),
        Title = r.Text("title"),
        DhcpClassPrefix = r.TextIfAny("dhcpClassPrefix"),
        BareDhcpClasses = r.ManyIfAny("bareDhcpClasses", Class),
        Help = r.One("help", Help),
        Firmware = r.Many("firmware", Firmware),
        BootSequences = r.ManyIfAny("bootSequences", Sequence),
        Habits = r.OneIfAny("habits", Habits),
        Network = r.ManyIfAny("network", h => new NetworkHabit(
            h.Text("id"), h.Text("statement"), EvidenceOf(h), SourceOf(h))),
        Http = r.OneIfAny("http", h => new HttpHabit(
            h.Flag("triedFirst"), h.CountIfAny("port"), h.TextIfAny("fromLoad"), h.TextIfAny("note"),
            EvidenceOf(h), SourceOf(h))),
        Procedures = r.ManyIfAny("procedures", Procedure),
        DeadEnds = r.ManyIfAny("deadEnds", d => new DeadEnd(
            d.Text("id"), d.Text("statement"), d.Text("wayOut"), EvidenceOf(d), SourceOf(d))),
        Assumptions = r.ManyIfAny("assumptions", a => new Assumption(
            a.Text("id"), a.Text("statement"), EvidenceOf(a), SourceOf(a), a.FlagIfAny("holds") ?? true)),
    };

    private static Evidence EvidenceOf(TableRecord r) => r.Word<Evidence>("evidence");

    private static string SourceOf(TableRecord r) => r.Text("source");

    private static Known<int> KnownNumber(TableRecord r) => Known(r, r.Count("value"));

    private static Known<string> KnownText(TableRecord r) => Known(r, r.Text("value"));

    private static Known<T> Known<T>(TableRecord r, T value) => new(value, EvidenceOf(r), SourceOf(r))
    {
        Assumption = r.TextIfAny("assumption"),
    };

    private static DhcpClass Class(TableRecord r) =>
        new(r.Text("text"), r.Word<NulEnding>("nul"), EvidenceOf(r), SourceOf(r));

    private static HelpOffered Help(TableRecord r) => new(r.Word<HelpGrade>("grade"), r.Text("sentence"));

    private static FirmwareLine Firmware(TableRecord r) =>
        new(r.Text("family"), r.Text("loads"), r.Text("files"), EvidenceOf(r), SourceOf(r))
        {
            HardwareWord = r.OneIfAny("hardwareWord", KnownNumber),
        };

    private static BootSequence Sequence(TableRecord r) => new(
        r.Text("id"), r.Text("title"), r.Texts("asks"), r.FlagIfAny("endsAtFirstLoad") ?? false, EvidenceOf(r),
        SourceOf(r))
    {
        After = r.Words<BootMoment>("after"),
        Loads = r.Text("loads"),
    };

    private static BootHabits Habits(TableRecord r) => new(
        r.Number("voiceVlanWaitSeconds"), r.Number("restartAfterLoaderSeconds"),
        r.Number("restartAfterApplicationSeconds"), EvidenceOf(r), SourceOf(r));

    private static Procedure Procedure(TableRecord r) => new(
        r.Text("id"), r.Word<ProcedureKind>("kind"), r.Text("title"), r.Texts("steps"), EvidenceOf(r), SourceOf(r))
    {
        Models = r.TextsIfAny("models"),
        Loads = r.OneIfAny("loads", l => new ProcedureLoads
        {
            Protocol = l.WordIfAny<PhoneProtocol>("protocol"),
            From = l.TextIfAny("from"),
            Below = l.TextIfAny("below"),
            Loader = l.FlagIfAny("loader"),
        }),
        ResetsNetwork = r.FlagIfAny("resetsNetwork") ?? false,
        Shows = r.TextIfAny("shows"),
        Takes = r.TextIfAny("takes"),
        Effect = r.TextIfAny("effect"),
    };
}
