namespace Ringback.Wire.Dhcp;

/// <summary>
/// Options for some clients. A rule counts when all that it names is true of the client; of the rules that count, a
/// later one lies on an earlier one.
/// </summary>
/// <param name="Options">What they are told.</param>
public sealed record DhcpRule(DhcpPhoneOptions Options)
{
    /// <summary>The beginning of option 60.</summary>
    public string? VendorClassPrefix { get; init; }

    /// <summary>The beginning of the MAC, in whole bytes.</summary>
    public ReadOnlyMemory<byte> HardwarePrefix { get; init; }

    /// <summary>
    /// The model as it stands in option 60, without <c>CP-</c>: <c>7940</c> counts for 7940 and 7940G.
    /// </summary>
    public string? Model { get; init; }

    internal bool Counts(string vendorClass, HardwareAddress hardware) =>
        (VendorClassPrefix is null || vendorClass.StartsWith(VendorClassPrefix, StringComparison.Ordinal))
        && (HardwarePrefix.Length == 0 || hardware.StartsWith(HardwarePrefix.Span))
        && (Model is null || IsModel(DhcpVendorClass.ModelIn(vendorClass), Model));

    private static bool IsModel(ReadOnlySpan<char> said, ReadOnlySpan<char> model) =>
        said.StartsWith(model, StringComparison.OrdinalIgnoreCase)
        && said[model.Length..] is "" or "G" or "g";
}
