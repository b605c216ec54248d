using System.Collections.Frozen;
using System.Net;
using Ringback.Catalogue;

namespace Ringback.Workbench.Desk;

/// <summary>
/// The MAC addresses that this computer has talked to, as its kernel knows them. A phone with old boot code asks for
/// <c>OS79XX.TXT</c> without naming itself; on its own network this names it. Linux only: elsewhere such a phone is
/// known by its address until it asks for a file with its name.
/// </summary>
public static class Neighbours
{
    private const string LinuxTable = "/proc/net/arp";

    // Bit 1 of the flags: the entry is complete (ATF_COM in the kernel's if_arp.h).
    private const int Complete = 2;

    private static readonly FrozenDictionary<IPAddress, MacAddress> Nobody =
        FrozenDictionary<IPAddress, MacAddress>.Empty;

    /// <summary>The whole table; empty when there is none here.</summary>
    public static IReadOnlyDictionary<IPAddress, MacAddress> Read()
    {
        if (!OperatingSystem.IsLinux()) return Nobody;
        try
        {
            return Read(File.ReadAllText(LinuxTable));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container without the table: the phone will name itself soon enough.
            return Nobody;
        }
    }

    /// <summary>
    /// Reads the kernel's table: address, hardware type, flags, MAC, mask, device; one neighbour a line. The first line
    /// is its heading.
    /// </summary>
    public static IReadOnlyDictionary<IPAddress, MacAddress> Read(string table)
    {
        Dictionary<IPAddress, MacAddress> found = [];
        foreach (string line in table.Split('\n').Skip(1))
        {
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 4 || !columns[2].StartsWith("0x") || !IPAddress.TryParse(columns[0], out var address))
                continue;
            bool complete = int.TryParse(columns[2].AsSpan(2), System.Globalization.NumberStyles.HexNumber, null,
                out int flags) && (flags & Complete) != 0;
            // An address can stand there once for each device.
            if (complete && MacAddress.TryParse(columns[3], null, out MacAddress mac) && mac.ToUInt64() != 0)
                found.TryAdd(address, mac);
        }

        return found;
    }
}
