using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Rtp;
using Ringback.Workbench.Registrars;

namespace Ringback.Workbench.Tests.Registrars;

public sealed class EchoPortTests
{
    [Fact]
    public async Task A_phone_in_a_call_hears_itself_and_a_stranger_nothing()
    {
        await using EchoPort echo = new([IPAddress.Loopback], 0, TimeProvider.System, NullLogger.Instance);
        echo.Begin();
        using Socket phone = Udp(), stranger = Udp();
        echo.Admit((IPEndPoint)phone.LocalEndPoint!);
        IPEndPoint to = new(IPAddress.Loopback, echo.Port);
        byte[] voice = RtpPacket.Write(G711.MuLaw, true, 1, 160, 7, [0x80, 0x00]);
        await stranger.SendToAsync(voice, SocketFlags.None, to, Deadline.Token);
        await phone.SendToAsync(voice, SocketFlags.None, to, Deadline.Token);

        byte[] heard = new byte[100];
        int length = await phone.ReceiveAsync(heard, Deadline.Token);
        Assert.True(RtpPacket.TryRead(heard.AsSpan(0, length), out RtpPacket packet));
        Assert.Equal([0x80, 0x00], packet.Payload.ToArray());
        Assert.Equal(0, stranger.Available);
        EchoHeard? came = echo.Dismiss((IPEndPoint)phone.LocalEndPoint!);
        Assert.Equal(1, came?.Packets);
        Assert.True(came?.Loudest > 0.9);
    }

    private static Socket Udp()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
