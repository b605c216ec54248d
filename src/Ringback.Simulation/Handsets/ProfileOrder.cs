using System.Globalization;
using System.Net;
using Ringback.Files.Profiles;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// The <c>upgradecode</c> of a profile (sources.md other-phones §1.4). Its third and fourth number are not looked at:
/// what they mean is not known.
/// </summary>
/// <param name="Hardware">For which hardware: 0x601 a 7912.</param>
/// <param name="Server">Where the image is; 0.0.0.0 for the server of the profile.</param>
/// <param name="Port">The port there.</param>
/// <param name="ImageId">Another number than the last one means that there is something to do.</param>
/// <param name="File">The image.</param>
internal sealed record ProfileOrder(uint Hardware, IPAddress Server, int Port, uint ImageId, string File)
{
    /// <summary>The word for an upgrade; 0 means none.</summary>
    private const string Upgrade = "3";

    /// <summary>The order in a profile; null when it has none.</summary>
    internal static ProfileOrder? In(CompiledProfile profile)
    {
        string? value = profile.Entries.Select(e => ProfilePrinter.Say(e, ProfileTags.BuiltIn))
            .FirstOrDefault(s => s.Name == "upgradecode").Value;
        if (value?.Split(',') is not [Upgrade, var hardware, _, _, var server, var port, var id, var file]
            || Hexadecimal(hardware) is not { } hardwareNumber || Hexadecimal(id) is not { } idNumber
            || !IPAddress.TryParse(server, out IPAddress? address)
            || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort portNumber))
        {
            return null;
        }

        return new ProfileOrder(hardwareNumber, address, portNumber, idNumber, file);
    }

    private static uint? Hexadecimal(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            ? value
            : null;
}
