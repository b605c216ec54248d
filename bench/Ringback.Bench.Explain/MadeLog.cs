using System.Globalization;
using System.Text;

namespace Ringback.Bench.Explain;

/// <summary>Logs of a server that has served a fleet for months: phones that start again and again.</summary>
internal static class MadeLog
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Writes lines of tftp-hpa, as Red Hat's build does, with another program here and there.</summary>
    internal static void WriteHpa(Stream stream, long bytes, int phones)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), 1 << 20, leaveOpen: true);
        long written = 0;
        for (int boot = 0; written < bytes; boot++)
        {
            DateTimeOffset at = Begin.AddSeconds(boot * 2);
            int phone = boot % phones;
            string mac = string.Create(CultureInfo.InvariantCulture, $"0007EB{phone:X6}");
            string address = string.Create(CultureInfo.InvariantCulture, $"10.1.{phone / 250}.{(phone % 250) + 1}");
            string[] files =
            [
                $"CTLSEP{mac}.tlv", $"SEP{mac}.cnf.xml", "P0S3-8-12-00.loads", "SIPDefault.cnf", $"SIP{mac}.cnf",
                "RINGLIST.DAT", "dialplan.xml",
            ];
            string stamp = at.Day < 10
                ? string.Create(CultureInfo.InvariantCulture, $"{at:MMM}  {at.Day} {at:HH:mm:ss}")
                : at.ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture);
            foreach (string file in files)
            {
                int process = 8_000 + (boot % 20_000);
                string head = string.Create(CultureInfo.InvariantCulture, $"{stamp} pbx in.tftpd[{process}]: ");
                string end = file.StartsWith("CTL", StringComparison.Ordinal) ? "File not found" : "finished";
                string lines = $"{head}RRQ from {address} filename {file}\n{head}Client {address} {end} {file}\n";
                writer.Write(lines);
                written += lines.Length;
            }

            if (boot % 16 == 0) writer.Write($"{stamp} pbx sshd[99]: Connection closed by 192.0.2.7 port 40000\n");
        }
    }
}
