using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Tests.Conversion.Routes;

/// <summary>What a phone may start from and be led to: one load of every generation and protocol.</summary>
internal static class RouteSamples
{
    private static readonly (string, string?)[] Universal =
    [
        ("SCCP up to 2.x", "P00302000000"), ("SCCP 3.1 to 4.x", "P00303020214"), ("SCCP 5.x", "P00305000200"),
        ("SCCP 6.x and later", "P00307020200"), ("SIP up to 2.1", "P0S30201"), ("SIP 2.2 to 4.x", "P0S3-03-0-00"),
        ("SIP 5.x, 6.x", "P0S3-05-2-00"), ("SIP 7.x, 8.x", "P0S3-07-4-00"), ("MGCP up to 4.x", "P0M3-03-0-00"),
        ("MGCP 5.x, 6.x", "P0M3-06-0-00"), ("MGCP 7.x", "P0M3-07-5-00"), ("the loader alone", "P003-8-12-00"),
        ("SCCP, load unknown", "sccp"), ("SIP, load unknown", "sip"), ("MGCP, load unknown", "mgcp"), ("unknown", null),
    ];

    private static readonly string[] UniversalGoals =
    [
        "P00303030300", "P00305000301", "P0030801SR02", "P0S3-04-4-00", "P0S3-06-3-00", "P0S3-8-12-00",
        "P0M3-04-0-00", "P0M3-06-3-00", "P0M3-07-7-00",
    ];

    /// <summary>The starts with a name for each; null is an unknown load.</summary>
    internal static IReadOnlyList<(string Title, string? From)> Starts(PhoneModel model)
    {
        if (model.Family == FirmwareFile.Family7940And7960) return Universal;
        (string, string?)[] words =
            [("SCCP, load unknown", "sccp"), ("SIP, load unknown", "sip"), ("unknown", null)];
        if (FirmwareFamilies.BuiltIn.Find(model.FirmwareFamily) is { IsJava: true, SetNumber: { } n })
        {
            return
            [
                .. from p in new[] { "SCCP", "SIP" }
                   from v in new[] { "8-2-1S", "8-3-3S", "8-5-3S", "9-4-2SR1-1S" }
                   select ($"{p}{n}.{v}", $"{p}{n}.{v}"),
                .. words,
            ];
        }

        return model.ProfilePrefix is null ? words : [("H.323", "h323"), .. words];
    }

    /// <summary>The goals: a load of each kind, or the protocols.</summary>
    internal static IReadOnlyList<string> Goals(PhoneModel model)
    {
        if (model.Family == FirmwareFile.Family7940And7960) return UniversalGoals;
        string[] protocols = ["sccp", "sip", "mgcp"];
        return FirmwareFamilies.BuiltIn.Find(model.FirmwareFamily) is { IsJava: true, SetNumber: { } n }
            ? [$"SCCP{n}.8-5-2S", $"SCCP{n}.9-4-2SR3-1S", $"SIP{n}.8-5-2S", $"SIP{n}.9-4-2SR3-1S", .. protocols]
            : protocols;
    }

    /// <summary>The answer for one pair, with nothing at hand.</summary>
    internal static RouteOutcome Plan(
        PhoneModel model, string? from, string to, IReadOnlyList<FirmwarePackage>? packages = null,
        PhoneCatalogue? catalogue = null) => RoutePlanner.Plan(new RouteQuestion(
            model, from is null ? RoutePoint.Unknown : Point(from, model), Wanted(to, model), packages ?? [],
            catalogue ?? PhoneCatalogue.BuiltIn));

    internal static RouteOutcome Plan(string model, string? from, string to, params FirmwarePackage[] packages) =>
        Plan(PhoneCatalogue.BuiltIn.Find(model)!, from, to, packages);

    private static Goal Wanted(string text, PhoneModel model) =>
        Goal.TryParse(text, model.FirmwareFamily, out Goal? goal, out LoadFault why)
            ? goal
            : throw new ArgumentException($"'{text}' is no goal of a {model.Model}'s: {why}", nameof(text));

    private static RoutePoint Point(string text, PhoneModel model) =>
        RoutePoint.TryParse(text, model, out RoutePoint? point, out LoadFault why)
            ? point
            : throw new ArgumentException($"'{text}' is no point of a {model.Model}'s: {why}", nameof(text));
}
