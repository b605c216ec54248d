using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Files.Tests.Generation;

/// <summary>Requests for the tests.</summary>
internal static class Wanted
{
    internal const string Mac = "000E84C060A6";

    internal static PhoneSettings Least { get; } = new() { Server = new CallServer("192.0.2.1") };

    /// <summary>Nearly everything that can be said, in values that every phone can hold.</summary>
    internal static PhoneSettings Most { get; } = Least with
    {
        BackupServers = [new CallServer("192.0.2.2")],
        Lines =
        [
            new PhoneLine("201")
            {
                AuthName = "u201", Password = "s3cret-201", DisplayName = "Front desk", Label = "Desk",
                Contact = "c201",
            },
        ],
        Label = "Reception",
        TimeZone = "Europe/Berlin",
        DateFormat = "D/M/Y",
        Clock24 = true,
        NtpServer = "192.0.2.3",
        DialPlan =
        [
            new DialRule("911", 0),
            new DialRule("9,011*", 6) { Tone = "Bellcore-Outside", Rewrite = "011*" },
            new DialRule("*", 5),
        ],
        SoftKeysFile = "softkeys.xml",
        Rings = [new RingTone("Old bell & whistle", "bell.raw"), new RingTone("Piano", "piano.raw")],
        VoicemailNumber = "*97",
        Codec = PhoneCodec.G711Alaw,
        Dtmf = DtmfMode.AlwaysOutOfBand,
        WebAccess = true,
        SshAccess = false,
        SshUser = "admin",
        SshPassword = "s3cret",
        SettingsAccess = true,
        GratuitousArp = false,
        SpanToPcPort = false,
        Locale = new PhoneLocale("German_Germany", "de_DE") { NetworkLocale = "Germany" },
        ServicesUrl = "http://192.0.2.1/services?a=1&b=2",
        DirectoryUrl = "http://192.0.2.1/directory",
        LogoUrl = "http://192.0.2.1/logo.bmp",
    };

    internal static ConfigurationRequest Of(
        string model, string load, PhoneSettings? settings = null, string mac = Mac)
    {
        PhoneModel phone = PhoneCatalogue.BuiltIn.Find(model)
            ?? throw new ArgumentException($"{model} is no model.", nameof(model));
        return Load.TryParse(load, phone.FirmwareFamily, out Load? read, out LoadFault why)
            ? new ConfigurationRequest(phone, read, MacAddress.Parse(mac), settings ?? Least)
            : throw new ArgumentException($"{load} is no load of a {model}: {why}.", nameof(load));
    }

    internal static string Text(this ConfigurationSet set, string name) =>
        Bytes.Text((set.Find(name) ?? throw new ArgumentException(
            $"No {name} among {string.Join(", ", set.Files.Select(f => f.Name))}. {Problems(set)}", nameof(name)))
            .Content.ToArray());

    internal static string[] Errors(this ConfigurationSet set) =>
        [.. set.Problems.Where(p => p.Severity is ProblemSeverity.Error).Select(p => p.Place!.Setting!)];

    internal static string[] Warnings(this ConfigurationSet set) =>
        [.. set.Problems.Where(p => p.Severity is ProblemSeverity.Warning).Select(p => p.Place!.Setting!)];

    internal static string Problems(ConfigurationSet set) => string.Join('\n', set.Problems);
}
