using System.Globalization;
using Ringback.Catalogue.Problems;

namespace Ringback.Workbench.Doctor;

/// <summary>What this user may do.</summary>
internal static class RightsCheck
{
    // include/uapi/linux/capability.h
    private const int BindService = 10, RawFrames = 13;

    internal static IReadOnlyList<Problem> Run(int tftpPort)
    {
        if (!OperatingSystem.IsLinux()) return Elsewhere();
        return Judge(File.ReadAllText("/proc/self/status"),
            Text("/proc/sys/net/ipv4/ip_unprivileged_port_start"), tftpPort);
    }

    internal static IReadOnlyList<Problem> Judge(string status, string? firstOpenPort, int tftpPort)
    {
        string? line = status.Split('\n').FirstOrDefault(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        if (!ulong.TryParse(line?["CapEff:".Length..].Trim(), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out ulong rights))
        {
            return [Checkup.Unknown(ProblemCode.RightsLowPorts, "The rights of this process cannot be read.")];
        }

        if (!int.TryParse(firstOpenPort?.Trim(), out int open)) open = 1024;
        bool mayBind = (rights & (1UL << BindService)) != 0 || (tftpPort >= open && open <= 67);
        bool mayFrame = (rights & (1UL << RawFrames)) != 0;
        return
        [
            mayBind
                ? Checkup.Ok(ProblemCode.RightsLowPorts, $"Ports 67 (DHCP) and {tftpPort} (TFTP) may be opened.")
                : tftpPort >= open
                    ? Checkup.Warning(ProblemCode.RightsLowPorts, "This user may not open port 67 (DHCP).",
                        "Run it with sudo when it is to lend addresses.")
                    : Checkup.Error(ProblemCode.RightsLowPorts, $"This user may not open port {tftpPort} (TFTP) nor "
                        + "67 (DHCP).", "Run it with sudo, or once: sudo setcap "
                        + "cap_net_bind_service,cap_net_raw,cap_net_admin+ep on the program.", $"CapEff {rights:x}"),
            mayFrame
                ? Checkup.Ok(ProblemCode.RightsRawFrames, "Whole Ethernet frames may be sent.")
                : Checkup.Warning(ProblemCode.RightsRawFrames, "This user may not send whole Ethernet frames, so "
                    + "phones without an address are answered by broadcast and duplicates are not looked for.",
                    "Run it with sudo."),
        ];
    }

    private static Problem[] Elsewhere()
    {
        if (OperatingSystem.IsWindows())
        {
            return
            [
                Checkup.Ok(ProblemCode.RightsLowPorts, "Windows lets every program open low ports."),
                Checkup.Info(ProblemCode.RightsRawFrames, "Windows sends no whole frames without a driver."),
            ];
        }

        return
        [
            Environment.IsPrivilegedProcess
                ? Checkup.Ok(ProblemCode.RightsLowPorts, "Low ports may be opened.")
                : Checkup.Unknown(ProblemCode.RightsLowPorts, "Whether low ports may be opened is not known.",
                    "If serve says that it may not, run it with sudo."),
        ];
    }

    private static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
