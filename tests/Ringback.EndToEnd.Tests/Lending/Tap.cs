using System.Net;
using System.Net.Sockets;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// Sees every frame of a station from when it is made. The kernel shows a frame here before it delivers it, so what
/// somebody has an answer to has been seen.
/// </summary>
internal sealed class Tap : IDisposable
{
    private const int AllProtocols = 0x0003;
    private const int EthernetHeader = 14;
    private const int Enough = 8 << 20;

    private readonly Socket _socket;
    private readonly ScratchFolder _folder = new();

    internal Tap(Station station) => _socket = station.Open(() =>
    {
        Socket socket = new(AddressFamily.Packet, SocketType.Raw,
            (ProtocolType)IPAddress.HostToNetworkOrder((short)AllProtocols));
        socket.ReceiveBufferSize = Enough;
        return socket;
    });

    /// <summary>
    /// What tshark reads in all that has come since the last time: a line for each DHCP message that fits, with
    /// these fields. None of all frames may be malformed.
    /// </summary>
    internal async Task<string[][]> ReadAsync(string filter, params string[] fields)
    {
        List<byte[]> frames = [];
        byte[] buffer = new byte[65536];
        while (_socket.Available > 0) frames.Add(buffer[.._socket.Receive(buffer)]);
        string path = _folder["frames.pcap"];
        Capture.Write(path, frames.Where(IsIpv4).Select(frame => frame[EthernetHeader..]));

        string tshark = Command.Find("tshark", "tshark");
        Finished faults = await Command.RunAsync(tshark, "-n", "-r", path,
            "-Y", "_ws.malformed || (dhcp && _ws.expert.severity >= \"Warning\")");
        Assert.True(faults.Expect(0).Output == "", faults.Story);
        Finished read = await Command.RunAsync(tshark,
            ["-n", "-r", path, "-Y", filter, "-T", "fields", .. fields.SelectMany(f => new[] { "-e", f })]);
        return [.. read.Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))];
    }

    private static bool IsIpv4(byte[] frame) => frame is [_, _, _, _, _, _, _, _, _, _, _, _, 0x08, 0x00, ..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _folder.Dispose();
    }
}
