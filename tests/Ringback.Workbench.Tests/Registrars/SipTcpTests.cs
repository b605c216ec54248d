using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.Phones.Events;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Registrars;

/// <summary>SIP over TCP on loopback: phones, and clients that misbehave beside them.</summary>
public sealed class SipTcpTests
{
    [Fact]
    public async Task A_phone_registers_over_TCP_and_is_recorded()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket phone = await ConnectAsync(bench);
        Assert.StartsWith("SIP/2.0 200", await ExchangeAsync(phone, Register(phone, "100")));
        PhoneRegistered e = await bench.NextAsync<PhoneRegistered>();
        Assert.Equal((ProofKind.SipRegister, "sip:100@127.0.0.1"), (e.Via, e.DeviceName));
    }

    [Fact]
    public async Task A_phone_on_TCP_calls_a_phone_on_UDP()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket ann = await ConnectAsync(bench);
        using Socket bob = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        bob.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await bob.SendToAsync(Register(bob, "200"), SocketFlags.None, bench.EndPoint("sip"), Deadline.Token);
        Assert.StartsWith("SIP/2.0 200", await HearAsync(bob));
        await ExchangeAsync(ann, Register(ann, "100"));

        string trying = await ExchangeAsync(ann, Bytes(
            "INVITE sip:200@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP a;branch=z9\r\nFrom: <sip:100@a>;tag=1\r\n"
            + "To: <sip:200@a>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
            + "Contact: <sip:100@127.0.0.1>\r\nContent-Length: 0\r\n\r\n"));
        Assert.StartsWith("SIP/2.0 100", trying);
        string invite = await HearAsync(bob);
        Assert.StartsWith($"INVITE sip:200@{bob.LocalEndPoint} SIP/2.0", invite);
        PhoneCalled called = await AnswerAsync(bench, bob, ann, invite);
        Assert.Equal(("100", "200", PhoneCallStage.Ringing), (called.From, called.To, called.Stage));
    }

    [Fact]
    public async Task Clients_that_misbehave_disturb_nobody()
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        using Socket phone = await ConnectAsync(bench);
        await ExchangeAsync(phone, Register(phone, "100"));
        using Socket half = await ConnectAsync(bench);
        await half.SendAsync(Bytes("REGISTER sip:x SIP/2.0\r\nContent-Length: 5000\r\n\r\nabc"), Deadline.Token);
        string[] bad =
        [
            "GET / HTTP/1.1\r\n\r\n", "A b SIP/2.0\r\nContent-Length: 99999999\r\n\r\n",
            "A b SIP/2.0\r\nContent-Length: x\r\n\r\n", new string('x', 20_000),
        ];
        foreach (string text in bad)
        {
            using Socket stranger = await ConnectAsync(bench);
            await stranger.SendAsync(Bytes(text), Deadline.Token);
            Assert.Equal("", await HearAsync(stranger));
        }

        Assert.StartsWith("SIP/2.0 200", await ExchangeAsync(phone, Register(phone, "100")));
    }

    private static async Task<PhoneCalled> AnswerAsync(OpenBench bench, Socket bob, Socket ann, string invite)
    {
        string[] kept = [.. invite.Split("\r\n").Where(l => l.Split(':')[0] is "Via" or "From" or "Call-ID" or "CSeq")];
        string to = invite.Split("\r\n").Single(l => l.StartsWith("To:", StringComparison.Ordinal));
        await bob.SendToAsync(Bytes($"SIP/2.0 180 Ringing\r\n{string.Join("\r\n", kept)}\r\n{to};tag=b\r\n\r\n"),
            SocketFlags.None, bench.EndPoint("sip"), Deadline.Token);
        Assert.StartsWith("SIP/2.0 180", await HearAsync(ann));
        return await bench.NextAsync<PhoneCalled>();
    }

    private static byte[] Register(Socket phone, string user) => Bytes($"REGISTER sip:127.0.0.1 SIP/2.0\r\n"
        + $"Via: SIP/2.0/{Transport(phone)} {phone.LocalEndPoint};branch=z9{user}\r\n"
        + $"From: <sip:{user}@127.0.0.1>;tag=1\r\nTo: <sip:{user}@127.0.0.1>\r\nCall-ID: {user}\r\nCSeq: 1 REGISTER\r\n"
        + $"Contact: <sip:{user}@{phone.LocalEndPoint}>\r\nExpires: 60\r\nContent-Length: 0\r\n\r\n");

    private static string Transport(Socket phone) => phone.ProtocolType is ProtocolType.Tcp ? "TCP" : "UDP";

    private static async Task<Socket> ConnectAsync(OpenBench bench)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(bench.EndPoint("sip"), Deadline.Token);
        return socket;
    }

    private static async Task<string> ExchangeAsync(Socket phone, byte[] bytes)
    {
        await phone.SendAsync(bytes, Deadline.Token);
        return await HearAsync(phone);
    }

    /// <summary>The next message; empty when the connection is closed.</summary>
    private static async Task<string> HearAsync(Socket phone)
    {
        byte[] buffer = new byte[4096];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await phone.ReceiveAsync(buffer, Deadline.Token));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
        {
            return "";
        }
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
