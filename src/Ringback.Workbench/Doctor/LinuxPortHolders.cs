using System.Buffers.Binary;
using System.Globalization;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Doctor;

/// <summary>
/// Reads /proc/net/udp and its like, and finds whose socket it is by the links in /proc/PID/fd. The root is a
/// parameter: tests make one.
/// </summary>
internal static class LinuxPortHolders
{
    internal static IReadOnlyList<PortHolder> Read(string root)
    {
        List<(PortHolder Holder, string Inode)> sockets =
        [
            .. Table(root, "udp", false), .. Table(root, "udp6", false),
            .. Table(root, "tcp", true), .. Table(root, "tcp6", true),
        ];
        Dictionary<string, int> owners = Owners(root, [.. sockets.Select(s => s.Inode)]);
        return
        [
            .. sockets.Select(s => owners.TryGetValue(s.Inode, out int pid) ? Named(root, s.Holder, pid) : s.Holder),
        ];
    }

    /// <summary>One table: number, local, remote, state, two queues, a timer, …, the inode as the tenth.</summary>
    internal static IEnumerable<(PortHolder Holder, string Inode)> ReadTable(string table, bool isTcp)
    {
        const string TcpListen = "0A", NoPeer = "0000";
        foreach (string line in table.Split('\n').Skip(1))
        {
            string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length < 10 || (isTcp && columns[3] != TcpListen)) continue;
            // A UDP socket that is connected to somebody takes nothing from others.
            if (!isTcp && !columns[2].EndsWith(NoPeer, StringComparison.Ordinal)) continue;
            string[] local = columns[1].Split(':');
            if (local.Length != 2 || !TryReadHex(local[1], out uint port)) continue;
            yield return (new PortHolder(isTcp, Address(local[0]), (int)port, null, null), columns[9]);
        }
    }

    private static IEnumerable<(PortHolder Holder, string Inode)> Table(string root, string name, bool isTcp)
    {
        string path = Path.Combine(root, "proc/net", name);
        return File.Exists(path) ? ReadTable(File.ReadAllText(path), isTcp) : [];
    }

    // Of an IPv6 address only "everywhere" and the IPv4 address in its last part matter here.
    private static Ipv4Address Address(string hex) => TryReadHex(hex[^Math.Min(8, hex.Length)..], out uint bits)
        ? new Ipv4Address(BinaryPrimitives.ReverseEndianness(bits))
        : default;

    private static bool TryReadHex(string text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static Dictionary<string, int> Owners(string root, HashSet<string> inodes)
    {
        Dictionary<string, int> owners = [];
        foreach (string folder in Directory.EnumerateDirectories(Path.Combine(root, "proc")))
        {
            if (!int.TryParse(Path.GetFileName(folder), out int pid)) continue;
            foreach (string inode in Inodes(Path.Combine(folder, "fd")))
            {
                if (inodes.Contains(inode)) owners.TryAdd(inode, pid);
            }
        }

        return owners;
    }

    private static List<string> Inodes(string folder)
    {
        const string Socket = "socket:[";
        List<string> found = [];
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
            {
                string? target = file.LinkTarget;
                if (target?.StartsWith(Socket, StringComparison.Ordinal) == true)
                    found.Add(target[Socket.Length..].TrimEnd(']'));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process ended meanwhile, or is somebody else's: then its sockets have no name here.
        }

        return found;
    }

    private static PortHolder Named(string root, PortHolder holder, int pid)
    {
        string folder = Path.Combine(root, "proc", pid.ToString(CultureInfo.InvariantCulture));
        try
        {
            string[] words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
            bool isRingback = words.Take(2).Any(w => Path.GetFileName(w) is "ringback" or "ringback.dll");
            return holder with
            {
                Pid = pid, Program = File.ReadAllText(Path.Combine(folder, "comm")).Trim(), IsRingback = isRingback,
            };
        }
        catch (IOException)
        {
            return holder with { Pid = pid };
        }
    }
}
