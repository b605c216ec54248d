using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Lines.Universal;

/// <summary>
/// Where a phone starts. When it has shown its kind and not its load, a load stands for that kind: the oldest of it, so
/// that nothing is left out of the way.
/// </summary>
internal static class UniversalStart
{
    /// <summary>The loader alone: what it starts does not matter to what it takes.</summary>
    private static readonly Load Oldest = Load.Parse("P003-07-0-00");

    internal static RoutePoint Of(PhoneFacts facts, RouteTarget target)
    {
        // What it may take next its new loader decides, though it still starts the old application.
        if (facts.BootCode is not BootCode.Early && UniversalKeys.IsGap(facts.OwnLoad ?? Oldest, target)
            && UniversalKeys.ShowsBoth(facts, target))
        {
            return new RoutePoint(facts.Protocol, UniversalKeys.BridgeLoader);
        }

        // What its loader shows of itself goes before what its application is said to be.
        if (facts is { BootCode: BootCode.Universal, HoldsBothKeys: false } && UniversalKeys.IsGap(Oldest, target))
            return StandIn(Oldest.Text, facts.Protocol);

        if (facts.OwnLoad is { } load && Fits(facts, load)) return new RoutePoint(load.Protocol, load);
        if (facts.BootCode is BootCode.Universal) return StandIn(Oldest.Text, facts.Protocol);
        if (facts.BootCode is not BootCode.Early) return new RoutePoint(facts.Protocol, null);
        if (facts.IsOldest) return StandIn("P0030200", PhoneProtocol.Sccp);
        if (facts.Protocol is not PhoneProtocol.Sccp
            && (facts.TakesShortNamesOnly || (facts.WantsSigned is not true && IsBefore22(facts.Version))))
        {
            return StandIn(facts.Protocol is PhoneProtocol.Mgcp ? "P0M30201" : "P0S30201", facts.Protocol);
        }

        return (facts.WantsSigned, facts.Protocol) switch
        {
            (null, var protocol) => new RoutePoint(protocol, null),
            // It followed a P003 name in OS79XX.TXT, so that it is not SCCP; between SIP and MGCP nothing differs.
            (true, null) => Signed(PhoneProtocol.Sip),
            (false, null) => Unsigned(PhoneProtocol.Sip),
            (true, { } protocol) => Signed(protocol),
            (false, { } protocol) => Unsigned(protocol),
        };
    }

    /// <summary>A SIP load before 2.2 fetches short names only (sources.md 7940-7960 §1.2).</summary>
    private static bool IsBefore22(string? version) => version is not null
        && LoadVersion.TryRead(version, out LoadVersion said) && said.Major > 0
        && (said.Major < 2 || (said.Major == 2 && said.Minor < 2));

    internal static RoutePoint Unsigned(PhoneProtocol protocol) => StandIn(protocol switch
    {
        PhoneProtocol.Sccp => "P00303030000",
        PhoneProtocol.Sip => "P0S3-03-0-00",
        _ => "P0M3-03-0-00",
    }, protocol);

    private static RoutePoint Signed(PhoneProtocol protocol) => StandIn(protocol switch
    {
        PhoneProtocol.Sccp => "P00305000000",
        PhoneProtocol.Sip => "P0S3-05-0-00",
        _ => "P0M3-05-0-00",
    }, protocol);

    private static bool Fits(PhoneFacts facts, Load load) => facts.BootCode switch
    {
        BootCode.Early => load is { Generation: < LoadGeneration.Universal, IsUniversalLoader: false },
        BootCode.Universal => load is { Generation: LoadGeneration.Universal },
        _ => load.Generation is not null,
    };

    private static RoutePoint StandIn(string load, PhoneProtocol? protocol) =>
        new(protocol, Load.Parse(load)) { IsStandIn = true };
}
