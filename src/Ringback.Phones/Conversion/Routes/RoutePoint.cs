using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>One end of a route: a load, or any load of a protocol, or, for a start, nothing known.</summary>
/// <param name="Protocol">The protocol; null when not known.</param>
/// <param name="Load">The load; null when not known.</param>
public sealed record RoutePoint(PhoneProtocol? Protocol, RouteLoad? Load)
{
    /// <summary>What the command line takes for one, for error messages.</summary>
    public const string Accepted = "sccp, sip, mgcp, h323, or the name of a load such as P0S3-8-12-00 or "
        + "SCCP70.8-3-3S";

    private static readonly Dictionary<string, PhoneProtocol> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sccp"] = PhoneProtocol.Sccp,
        ["sip"] = PhoneProtocol.Sip,
        ["mgcp"] = PhoneProtocol.Mgcp,
        ["h323"] = PhoneProtocol.H323,
    };

    /// <summary>Nothing is known.</summary>
    public static RoutePoint Unknown { get; } = new(null, null);

    /// <summary>
    /// True when the load only stands for its kind, unsigned or signed, because the phone has shown no more than that.
    /// </summary>
    public bool IsStandIn { get; init; }

    /// <summary>True when neither a load nor a protocol is known.</summary>
    public bool IsUnknown => Protocol is null && Load is null;

    /// <summary>Reads a protocol's word or the name of a load of one model.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model.</param>
    /// <param name="point">The point; null when the text is neither.</param>
    /// <param name="why">Why not.</param>
    public static bool TryParse(
        string text, PhoneModel model, [NotNullWhen(true)] out RoutePoint? point, out RouteLoadFault why)
    {
        why = RouteLoadFault.None;
        if (Words.TryGetValue(text.Trim(), out PhoneProtocol protocol))
        {
            point = new RoutePoint(protocol, null);
            return true;
        }

        point = RouteLoad.TryParse(text, model, out RouteLoad? load, out why)
            ? new RoutePoint(load.Protocol, load)
            : null;
        return point is not null;
    }

    /// <summary>For people.</summary>
    public override string ToString() => IsStandIn
        ? "its old load"
        : Load?.Text ?? (Protocol is { } p ? PhoneProtocolWords.Of(p) : "an unknown load");
}
