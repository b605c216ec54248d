using Ringback.Phones.Cases;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Hearing;

/// <summary>By what a machine is known to be a phone.</summary>
public static class PhoneSigns
{
    /// <summary>The signs, the surest first, as halves of sentences.</summary>
    public static IEnumerable<string> Of(PhoneCase phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        if (phone.Network?.Cdp is not null) yield return "announces itself by CDP";
        if (phone.Network?.Lldp is not null) yield return "announces itself by LLDP";
        if (phone.Protocol is { } spoken) yield return $"registers over {spoken.ToString().ToUpperInvariant()}";
        if (phone.Addressing.VendorClass is { } vendor && DhcpVendorClass.IsPhone(vendor))
            yield return "calls itself a phone in DHCP";
        // Whoever knows the names can ask for the files.
        if (phone.Shown.HasAsked) yield return "asks for files by names that phones ask for";
    }
}
