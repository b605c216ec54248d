using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>
/// How the generation of a 7940 or 7960 shows: by the first name that it asks for, and by the extension of the image
/// (sources.md 7940-7960 §2.5, §3.2).
/// </summary>
internal static class UniversalDiscovery
{
    private const string Guide = RouteWords.Guide7940;

    /// <param name="target">The load it is to run.</param>
    /// <param name="from">Its protocol, when that is known.</param>
    internal static RouteStep Step(RouteTarget target, PhoneProtocol? from) => new()
    {
        Title = "Find out what it has: give it power and a TFTP server, and see which name it asks for first",
        Asks = ["CTLSEP<MAC>.tlv, or OS79XX.TXT: that is the question"],
        Shows = ["Configuring VLAN", "Configuring IP"],
        Evidence = ["the first name that it asks for", "Settings > Status > Firmware Versions, when its screen lives"],
        Why = from is { } p
            ? $"Every {PhoneProtocolWords.Of(p)} phone looks alike until then, and what it takes "
                + "depends on its generation."
            : "What it takes depends on its generation, and its first request tells that.",
        Sources = [Guide + "§2.5", Guide + "§3.2"],
        Branches = [Universal(target.Load, UniversalKeys.IsNew(target)), Signed(target.Load), Unsigned(target.Load)],
    };

    private static RouteBranch Universal(Load goal, bool isNewKey) => new(
        "it asks for CTLSEP<MAC>.tlv first",
        "it has the universal loader, and takes signed code only",
        goal.Generation switch
        {
            LoadGeneration.Universal when isNewKey =>
                $"it takes the loader of {UniversalKeys.Bridge} first, unless its own knows both keys, then {goal}",
            LoadGeneration.Universal => $"it takes {goal} at once",
            LoadGeneration.Signed => $"it goes back to {goal}: it asks for {goal}.loads, and then for {goal}.sbn",
            _ => $"{goal} is unsigned: there is no way, and nothing is changed",
        });

    private static RouteBranch Signed(Load goal) => new(
        "it asks for OS79XX.TXT first, and later for an image that ends in .sbn",
        "it runs a signed load before the universal loader (SCCP 5.x; SIP, MGCP 5.x or 6.x)",
        goal.Generation switch
        {
            LoadGeneration.Universal => "it takes the universal loader, then the load",
            LoadGeneration.Signed => $"it takes {goal}.sbn",
            _ => $"{goal} is unsigned: there is no way, and nothing is changed",
        });

    private static RouteBranch Unsigned(Load goal) => new(
        "it asks for OS79XX.TXT first, and later for an image that ends in .bin",
        "it runs an unsigned load (up to 4.x)",
        goal.Generation is LoadGeneration.Universal
            ? "Cisco's ladder comes first: see Settings > Status > Firmware Versions and plan again with --from LOAD"
            : $"it takes {goal}.bin");
}
