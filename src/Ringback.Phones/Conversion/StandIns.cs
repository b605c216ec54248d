using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Where a phone starts. When it has shown its kind and not its load, a load stands for that kind: the oldest of it, so
/// that nothing is left out of the way.
/// </summary>
internal static class StandIns
{
    internal static RoutePoint OfUniversal(PhoneFacts facts)
    {
        PhoneModel model = facts.Model!;
        if (facts.OwnLoad is { } load && Fits(facts, load)) return new RoutePoint(load.Protocol, load);
        // The loader alone: what it starts does not matter to what it takes.
        if (facts.BootCode is BootCode.Universal) return Of("P003-07-0-00", model, facts.Protocol);
        if (facts.BootCode is not BootCode.Early) return new RoutePoint(facts.Protocol, null);
        if (facts.IsOldest) return Of("P0030200", model, PhoneProtocol.Sccp);
        if (facts.Protocol is not PhoneProtocol.Sccp
            && (facts.TakesShortNamesOnly || (facts.WantsSigned is not true && IsBefore22(facts.Version))))
        {
            return Of(facts.Protocol is PhoneProtocol.Mgcp ? "P0M30201" : "P0S30201", model, facts.Protocol);
        }

        return (facts.WantsSigned, facts.Protocol) switch
        {
            (null, var protocol) => new RoutePoint(protocol, null),
            // It followed a P003 name in OS79XX.TXT, so that it is not SCCP; between SIP and MGCP nothing differs.
            (true, null) => Signed(PhoneProtocol.Sip, model),
            (false, null) => Unsigned(PhoneProtocol.Sip, model),
            (true, { } protocol) => Signed(protocol, model),
            (false, { } protocol) => Unsigned(protocol, model),
        };
    }

    /// <summary>A SIP load before 2.2 fetches short names only (sources.md 7940-7960 §1.2).</summary>
    private static bool IsBefore22(string? version) => version is not null
        && LoadVersion.TryRead(version, out LoadVersion said) && said.Major > 0
        && (said.Major < 2 || (said.Major == 2 && said.Minor < 2));

    internal static RoutePoint OfOther(PhoneFacts facts, RouteTarget target)
    {
        PhoneModel model = facts.Model!;
        if (facts.OwnLoad is { } load) return new RoutePoint(load.Protocol ?? facts.Protocol, load);
        if (!JavaRoutes.Is(model)) return new RoutePoint(facts.Protocol, null);
        string number = FirmwareFamilies.Find(model.FirmwareFamily)!.SetNumber!;
        string word = facts.Protocol is PhoneProtocol.Sip ? "SIP" : "SCCP";
        if (facts.Version is { } said && LoadVersion.TryRead(said, out _)
            && Of($"{word}{number}.{said.Replace('.', '-')}S", model, facts.Protocol) is { Load: not null } stated)
        {
            return stated;
        }

        if (facts.IsNineOrLater) return Of($"{word}{number}.9-0-1S", model, facts.Protocol);
        // A phone that reads the list of a load and asks for no part of it does not know the key.
        return facts.Progress.Refuses(target.Load.Text)
            ? OldJava(facts)
            : new RoutePoint(facts.Protocol, null);
    }

    /// <summary>A Java phone that knows the older key only.</summary>
    internal static RoutePoint OldJava(PhoneFacts facts)
    {
        string number = FirmwareFamilies.Find(facts.Model!.FirmwareFamily)!.SetNumber!;
        string word = facts.Protocol is PhoneProtocol.Sip ? "SIP" : "SCCP";
        return Of($"{word}{number}.8-0-1S", facts.Model, facts.Protocol);
    }

    internal static RoutePoint Unsigned(PhoneProtocol protocol, PhoneModel model) => Of(protocol switch
    {
        PhoneProtocol.Sccp => "P00303030000",
        PhoneProtocol.Sip => "P0S3-03-0-00",
        _ => "P0M3-03-0-00",
    }, model, protocol);

    private static RoutePoint Signed(PhoneProtocol protocol, PhoneModel model) => Of(protocol switch
    {
        PhoneProtocol.Sccp => "P00305000000",
        PhoneProtocol.Sip => "P0S3-05-0-00",
        _ => "P0M3-05-0-00",
    }, model, protocol);

    private static bool Fits(PhoneFacts facts, Load load) => facts.BootCode switch
    {
        BootCode.Early => load is { Generation: < LoadGeneration.Universal, IsUniversalLoader: false },
        BootCode.Universal => load is { Generation: LoadGeneration.Universal },
        _ => load.Generation is not null,
    };

    private static RoutePoint Of(string load, PhoneModel model, PhoneProtocol? protocol) =>
        Load.TryParse(load, model.FirmwareFamily, out Load? stands, out _)
            ? new RoutePoint(protocol, stands) { IsStandIn = true }
            : new RoutePoint(protocol, null);
}
