

namespace Ringback.Wire.Dhcp;

/// <summary>What is known of a client before it gets an address that it never had.</summary>
internal enum DhcpStanding
{
    /// <summary>Nothing says that it is a phone.</summary>
    Stranger,

    /// <summary>It says so itself in option 60, as anybody can.</summary>
    SaysPhone,

    /// <summary>Its MAC is of a maker of phones, or the user says that it is a phone's.</summary>
    Phone,

    /// <summary>It had a lease here and prolonged it, or has shown elsewhere that it is a phone.</summary>
    Known,
}

/// <summary>
/// Who may have what is left. A tool that makes up clients by the thousand finds the last part of everything closed; a
/// phone does not.
/// </summary>
internal sealed class DhcpStandings(DhcpServerOptions options)
{
    private const int MakerBytes = 3;

    private readonly HashSet<HardwareAddress> _known = [];
    private readonly Queue<HardwareAddress> _oldest = [];

    public void Know(HardwareAddress hardware)
    {
        if (options.Limits.KnownClients == 0 || !_known.Add(hardware)) return;
        if (_oldest.Count >= options.Limits.KnownClients) _known.Remove(_oldest.Dequeue());
        _oldest.Enqueue(hardware);
    }

    public DhcpStanding Of(in DhcpExchange exchange)
    {
        if (options.PhoneMakers.Count == 0) return DhcpStanding.Known;
        DhcpMessage message = exchange.Message;
        // A first lease that was never prolonged is what made-up clients have too.
        if (exchange.Pool.Find(exchange.Client) is { WasLeased: true, WasProlonged: true }) return DhcpStanding.Known;
        if (_known.Contains(message.Hardware)) return DhcpStanding.Known;
        if (IsOfMaker(message.Hardware)) return DhcpStanding.Phone;
        return DhcpVendorClass.IsPhone(message.VendorClass) ? DhcpStanding.SaysPhone : DhcpStanding.Stranger;
    }

    /// <summary>True when one of so many that are left may go to such a client.</summary>
    public bool HasRoom(DhcpStanding standing, long left, long whole)
    {
        int part = options.Limits.KeptForPhones;
        long kept = part == 0 ? 0 : standing switch
        {
            DhcpStanding.Stranger => whole / part,
            DhcpStanding.SaysPhone => whole / part / 2,
            _ => 0,
        };
        return left > kept;
    }

    /// <summary>
    /// True when a client that is new gets a short lease first: when more than half of the pool is taken, and for who
    /// is not a phone by its MAC from a quarter on. So a flood never holds more than that quarter for a whole lease.
    /// </summary>
    public bool IsOnTrial(in DhcpExchange exchange)
    {
        if (options.PhoneMakers.Count == 0) return exchange.Pool.IsCrowded;
        return Of(exchange) switch
        {
            DhcpStanding.Known => false,
            DhcpStanding.Phone => exchange.Pool.IsCrowded,
            _ => exchange.Pool.IsFilling,
        };
    }

    private bool IsOfMaker(HardwareAddress hardware)
    {
        foreach (ReadOnlyMemory<byte> prefix in options.PhoneHardwarePrefixes)
        {
            if (hardware.StartsWith(prefix.Span)) return true;
        }

        return hardware is { Type: HardwareAddress.Ethernet, Length: 6 } && options.PhoneMakers.Contains(
            (uint)(hardware.Bits >> (8 * (HardwareAddress.MaximumLength - MakerBytes))));
    }
}
