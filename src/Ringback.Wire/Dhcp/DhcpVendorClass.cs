namespace Ringback.Wire.Dhcp;

/// <summary>The ways in which Cisco phones name themselves in option 60 (sources.md other-phones §5.1).</summary>
public static class DhcpVendorClass
{
    // A loader that does not know its model says this and nothing more; Cisco's switches begin with other words.
    private const string OfUnknownStage = "Cisco Systems, Inc.";

    private static readonly string[] Beginnings =
        ["Cisco Systems, Inc. IP Phone", "Cisco Systems Inc. Wireless Phone", "CISCO ATA"];

    /// <summary>True for a phone or an analogue adapter of Cisco's.</summary>
    /// <param name="vendorClass">Option 60 without NULs at its end: <see cref="DhcpMessage.VendorClass"/>.</param>
    public static bool IsPhone(string vendorClass) => vendorClass == OfUnknownStage
        || Array.Exists(Beginnings, text => vendorClass.StartsWith(text, StringComparison.Ordinal));

    /// <summary>The model, such as <c>7940G</c>, <c>7912</c> or <c>7841-3PCC</c>; empty when none is named.</summary>
    public static ReadOnlySpan<char> ModelIn(string vendorClass)
    {
        const string before = "Phone ", prefix = "CP-";
        int at = vendorClass.IndexOf(before, StringComparison.Ordinal);
        if (at < 0) return "";
        ReadOnlySpan<char> model = vendorClass.AsSpan(at + before.Length);
        return model.StartsWith(prefix, StringComparison.Ordinal) ? model[prefix.Length..] : model;
    }
}
