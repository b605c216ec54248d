using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp.Leases;

namespace Ringback.Workbench.Tests.Dhcp.Leases;

/// <summary>Leases to store, some at the edge of what the protocol allows.</summary>
internal static class LeaseSamples
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly HardwareAddress Phone = HardwareAddress.From(1, [0x00, 0x0E, 0x84, 0xC0, 0x60, 0xA6]);

    /// <summary>One of each kind, each at an address of its own.</summary>
    internal static IReadOnlyList<StoredLease> OfEveryKind { get; } =
    [
        Of("10.0.0.10", DhcpLeaseState.Leased, Key(1, 0, 0x0E, 0x84), Phone, default, 86_400),
        Of("10.0.0.11", DhcpLeaseState.Released, DhcpClientKey.Of(Phone), Phone, Key(10, 0, 0, 1, 7), 0),
        Of("10.0.0.12", DhcpLeaseState.Quarantined, default, default, default, 3600),
        Of("10.0.0.13", DhcpLeaseState.Quarantined, default, Phone, Key(10, 0, 0, 1), 3600),

        // The longest client identifier that is answered, and circuits that RFC 3396 splits.
        Of("0.0.0.1", DhcpLeaseState.Leased, Long(255), Phone, Long(259), 7200),
        Of("127.255.255.255", DhcpLeaseState.Leased, Long(2), Phone, Long(3000), 7200),

        // Addresses that are negative as a signed number, and the longest lease there is.
        Of("128.0.0.0", DhcpLeaseState.Leased, Key(0), HardwareAddress.From(6, new byte[16]), default, 1),
        Of("255.255.255.255", DhcpLeaseState.Leased, Key(255, 255), HardwareAddress.From(255, Bytes(16)), default,
            uint.MaxValue),
        Of("192.168.1.1", DhcpLeaseState.Leased, Key(0, 0, 0), HardwareAddress.From(32, []), Key(0), 60),
    ];

    internal static StoredLease Numbered(int number) => Of(
        $"10.{1 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}", DhcpLeaseState.Leased,
        Key(1, 2, 0, 0, (byte)(number >> 8), (byte)number),
        HardwareAddress.From(1, [2, 0, 0, 0, (byte)(number >> 8), (byte)number]), default, 600 + number);

    internal static StoredLease Released(StoredLease lease) => new(
        lease.Lease with { State = DhcpLeaseState.Released }, Noon.AddSeconds(5), TimeSpan.Zero);

    internal static void AssertSame(IEnumerable<StoredLease> expected, IEnumerable<StoredLease> actual) =>
        Assert.Equal(Lines(expected), Lines(actual));

    /// <summary>In words and in order, so that a difference can be read.</summary>
    private static IEnumerable<string> Lines(IEnumerable<StoredLease> leases) =>
        leases.OrderBy(stored => stored.Lease.Address.Bits).Select(stored =>
        {
            DhcpLease lease = stored.Lease;
            return $"{lease.Address} {lease.State} {lease.Client} {lease.Hardware.Type}/{lease.Hardware} "
                + $"{lease.Circuit} until {stored.Until:O} left {stored.Left}";
        });

    private static StoredLease Of(string address, DhcpLeaseState state, DhcpClientKey client, HardwareAddress hardware,
        DhcpClientKey circuit, double leftSeconds)
    {
        DhcpLease lease = new(Ipv4Address.Parse(address), state, client, hardware, circuit,
            TimeSpan.FromSeconds(1000 + leftSeconds));
        return StoredLease.Of(lease, TimeSpan.FromSeconds(1000), Noon);
    }

    private static DhcpClientKey Key(params byte[] bytes) => new(bytes);

    private static DhcpClientKey Long(int length) => new(Bytes(length));

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
