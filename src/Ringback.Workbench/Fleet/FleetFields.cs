using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet;

/// <summary>The fields of a phone by name, and what each sets.</summary>
internal static class FleetFields
{
    private delegate PhoneSettings Setter<in T>(PhoneSettings settings, T value);

    private static readonly (string, PhoneCodec)[] Codecs =
        [("g711ulaw", PhoneCodec.G711Ulaw), ("g711alaw", PhoneCodec.G711Alaw), ("g729", PhoneCodec.G729)];

    private static readonly (string, DtmfMode)[] DtmfModes =
        [("outOfBand", DtmfMode.OutOfBand), ("alwaysOutOfBand", DtmfMode.AlwaysOutOfBand), ("inBand", DtmfMode.InBand)];

    private static readonly (string, SipTransport)[] Transports =
        [("udp", SipTransport.Udp), ("tcp", SipTransport.Tcp)];

    private static readonly Dictionary<string, Func<FleetValues, PhoneSettings, FleetField, PhoneSettings>> All = new()
    {
        ["server"] = (v, s, f) => FleetParts.Server(v, f.Value, f.Name) is { } server ? s with { Server = server } : s,
        ["backupServers"] = (v, s, f) => s with { BackupServers = v.List(f.Value, f.Name, (n, p) =>
            FleetParts.Server(v, n, p)) },
        ["lines"] = (v, s, f) => s with { Lines = v.List(f.Value, f.Name, (n, p) => FleetParts.Line(v, n, p)) },
        ["speedDials"] = (v, s, f) => s with { SpeedDials = v.List(f.Value, f.Name, (n, p) =>
            FleetParts.SpeedDial(v, n, p)) },
        ["label"] = Text((s, v) => s with { Label = v }),
        ["phonePassword"] = Text((s, v) => s with { PhonePassword = v }),
        ["timeZone"] = Text((s, v) => s with { TimeZone = v }),
        ["dateFormat"] = Text((s, v) => s with { DateFormat = v }),
        ["clock24"] = Switch((s, v) => s with { Clock24 = v }),
        ["ntpServer"] = Text((s, v) => s with { NtpServer = v }),
        ["dialPlan"] = (v, s, f) => s with { DialPlan = v.List(f.Value, f.Name, (n, p) => FleetParts.Rule(v, n, p)) },
        ["dialPlanFile"] = Text((s, v) => s with { DialPlanFile = v }),
        ["softKeysFile"] = Text((s, v) => s with { SoftKeysFile = v }),
        ["rings"] = (v, s, f) => s with { Rings = v.List(f.Value, f.Name, (n, p) => FleetParts.Ring(v, n, p)) },
        ["voicemail"] = Text((s, v) => s with { VoicemailNumber = v }),
        ["codec"] = Word(Codecs, (s, v) => s with { Codec = v }),
        ["dtmf"] = Word(DtmfModes, (s, v) => s with { Dtmf = v }),
        ["transport"] = Word(Transports, (s, v) => s with { Transport = v }),
        ["webAccess"] = Switch((s, v) => s with { WebAccess = v }),
        ["sshAccess"] = Switch((s, v) => s with { SshAccess = v }),
        ["sshUser"] = Text((s, v) => s with { SshUser = v }),
        ["sshPassword"] = Text((s, v) => s with { SshPassword = v }),
        ["settingsAccess"] = Switch((s, v) => s with { SettingsAccess = v }),
        ["gratuitousArp"] = Switch((s, v) => s with { GratuitousArp = v }),
        ["spanToPcPort"] = Switch((s, v) => s with { SpanToPcPort = v }),
        ["locale"] = (v, s, f) => FleetParts.Locale(v, f.Value, f.Name) is { } locale ? s with { Locale = locale } : s,
        ["servicesUrl"] = Text((s, v) => s with { ServicesUrl = v }),
        ["directoryUrl"] = Text((s, v) => s with { DirectoryUrl = v }),
        ["logoUrl"] = Text((s, v) => s with { LogoUrl = v }),
    };

    /// <summary>All names, those of the phone itself too.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["mac", "model", "to", .. All.Keys];

    internal static Func<FleetValues, PhoneSettings, FleetField, PhoneSettings>? Find(string name) =>
        All.GetValueOrDefault(name);

    private static Func<FleetValues, PhoneSettings, FleetField, PhoneSettings> Text(Setter<string> set) =>
        (v, s, f) => v.Text(f.Value, f.Name) is { } text ? set(s, text) : s;

    private static Func<FleetValues, PhoneSettings, FleetField, PhoneSettings> Switch(Setter<bool> set) =>
        (v, s, f) => v.Switch(f.Value, f.Name) is { } on ? set(s, on) : s;

    private static Func<FleetValues, PhoneSettings, FleetField, PhoneSettings> Word<T>(
        (string, T)[] words, Setter<T> set)
        where T : struct =>
        (v, s, f) => v.Word(f.Value, f.Name, words) is { } word ? set(s, word) : s;
}
