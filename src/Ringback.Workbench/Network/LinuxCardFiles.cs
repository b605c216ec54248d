using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Network;

/// <summary>Reads /sys/class/net and /proc/net/route. The root is a parameter: tests make one.</summary>
internal static class LinuxCardFiles
{
    internal static LinuxCardFacts? Read(string root, string name)
    {
        string folder = Path.Combine(root, "sys/class/net", name);
        // In a namespace that kept the old /sys the card is not there, and the framework's word must do.
        if (!Directory.Exists(folder)) return null;
        return new LinuxCardFacts
        {
            HardwareType = Number(Text(folder, "type")),
            Flags = Hexadecimal(Text(folder, "flags")),
            Carrier = Text(folder, "carrier") switch { "1" => true, "0" => false, _ => null },
            IsWireless = Directory.Exists(Path.Combine(folder, "wireless")) || Exists(folder, "phy80211"),
            HasDevice = Exists(folder, "device"),
            IsTunnel = Exists(folder, "tun_flags"),
            IsBridge = Exists(folder, "bridge"),
            DeviceType = Text(folder, "uevent")?.Split('\n')
                .FirstOrDefault(l => l.StartsWith("DEVTYPE=", StringComparison.Ordinal))?["DEVTYPE=".Length..],
        };
    }

    /// <summary>Every route by its card; null when the table cannot be read.</summary>
    internal static ILookup<string, Ipv4Network>? ReadRoutes(string root)
    {
        string? table = Text(root, "proc/net/route");
        return table is null ? null : RouteTable(table);
    }

    /// <summary>
    /// Reads the kernel's table: name, destination, gateway, flags, …, mask, in columns. The addresses are numbers
    /// in the machine's own order of bytes, which is the little one everywhere that .NET runs.
    /// </summary>
    internal static ILookup<string, Ipv4Network> RouteTable(string table)
    {
        const int Up = 1, Reject = 0x200;
        List<(string Card, Ipv4Network Subnet)> routes = [];
        foreach (string line in table.Split('\n').Skip(1))
        {
            string[] columns = line.Split('\t', StringSplitOptions.TrimEntries);
            if (columns.Length < 8) continue;
            if (Hexadecimal(columns[3]) is not { } flags || (flags & (Up | Reject)) != Up) continue;
            if (!TryReadAddress(columns[1], out uint network) || !TryReadAddress(columns[7], out uint mask)) continue;
            int prefix = System.Numerics.BitOperations.PopCount(mask);
            routes.Add((columns[0], Ipv4Network.Of(new Wire.Dhcp.Ipv4Address(network), prefix)));
        }

        return routes.ToLookup(r => r.Card, r => r.Subnet, StringComparer.Ordinal);
    }

    private static bool TryReadAddress(string text, out uint address)
    {
        bool isRead = uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
        address = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address);
        return isRead;
    }

    private static bool Exists(string folder, string name) => Path.Exists(Path.Combine(folder, name));

    private static string? Text(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The carrier of a card that is switched off cannot be read, and a card may be pulled out meanwhile.
            return null;
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static int? Hexadecimal(string? text) => int.TryParse(
        text?.Replace("0x", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture, out int value) ? value : null;
}
