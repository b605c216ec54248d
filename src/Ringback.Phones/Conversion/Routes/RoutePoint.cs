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
        text = WithoutLabel(text);
        if (model.FirmwareFamily == FirmwareFamilies.Universal)
        {
            // Of boot code and of the DSP, which say nothing of the load (7940-7960 §1.1, §1.2).
            if (text.StartsWith("PC03", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("PS03", StringComparison.OrdinalIgnoreCase))
            {
                (point, why) = (Unknown, LoadFault.None);
                return true;
            }

            // The one release whose number is no other protocol's.
            if (text == "8.12") text = "P0S3-8-12-00";
        }

        // What a phone may run and what it may become are said in the same words.
        point = Goal.TryParse(text, model.FirmwareFamily, out Goal? said, out why)
            ? new RoutePoint(said.Protocol, said.Load)
            : null;
        return point is not null;
    }

    /// <summary>What a phone's screen shows, without the words before it: <c>App Load ID: P0S3-8-12-00</c>.</summary>
    /// <param name="text">The text.</param>
    public static string WithoutLabel(string text)
    {
        foreach (string label in (ReadOnlySpan<string>)["App Load ID", "Boot Load ID", "DSP Load ID", "Load File"])
        {
            if (text.AsSpan().Trim().StartsWith(label, StringComparison.OrdinalIgnoreCase))
                return text.Trim()[label.Length..].TrimStart(' ', ':').Trim();
        }

        return text;
    }

    /// <summary>For people.</summary>
    public override string ToString() => IsStandIn
        ? "its old load"
        : Load?.Text ?? (Protocol is { } p ? PhoneProtocolWords.Of(p) : "an unknown load");
}
