using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>Where a route starts: a load, or only its protocol, or nothing known.</summary>
/// <param name="Protocol">The protocol; null when not known.</param>
/// <param name="Load">The load; null when not known.</param>
public sealed record RoutePoint(PhoneProtocol? Protocol, Load? Load)
{
    /// <summary>Nothing is known.</summary>
    public static RoutePoint Unknown { get; } = new(null, null);

    /// <summary>
    /// True when the load only stands for its kind, unsigned or signed, because the phone has shown no more than that.
    /// </summary>
    public bool IsStandIn { get; init; }

    /// <summary>Reads a protocol's word or the name of a load of one model.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The model.</param>
    /// <param name="point">The point; null when the text is neither.</param>
    /// <param name="why">Why not.</param>
    public static bool TryParse(
        string text, PhoneModel model, [NotNullWhen(true)] out RoutePoint? point, out LoadFault why)
    {
        // What a phone may run and what it may become are said in the same words.
        point = Goal.TryParse(text, model.FirmwareFamily, out Goal? said, out why)
            ? new RoutePoint(said.Protocol, said.Load)
            : null;
        return point is not null;
    }

    /// <summary>For people.</summary>
    public override string ToString() => IsStandIn
        ? "its old load"
        : Load?.Text ?? (Protocol is { } p ? PhoneProtocolWords.Of(p) : "an unknown load");
}
