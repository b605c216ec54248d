using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// Datagrams that no client should send and some do. Each is sent to the running program, and then a good request
/// from the same port: nothing but ERROR may come before the file, the file must come, and tshark must be able to read
/// every answer.
/// </summary>
public sealed class MalformedRequestTests(MalformedRequestTests.Bench bench)
    : IClassFixture<MalformedRequestTests.Bench>
{
    private static readonly Dictionary<string, byte[]> Kinds = new()
    {
        ["nothing at all"] = [],
        ["one byte"] = [0],
        ["half an opcode and no more"] = [1],
        ["an opcode alone"] = [0, 1],
        ["opcode 0"] = Request(0, "a.bin", "octet"),
        ["opcode 7"] = Request(7, "a.bin", "octet"),
        ["opcode 255"] = Request(255, "a.bin", "octet"),
        ["an opcode of the wrong byte order"] = [1, 0, .. Request(1, "a.bin", "octet")[2..]],
        ["an opcode whose low byte is a read"] = Request(0x0101, "a.bin", "octet"),
        ["DATA to the door"] = [0, 3, 0, 1, 1, 2, 3],
        ["ACK to the door"] = [0, 4, 0, 1],
        ["half an ACK to the door"] = [0, 4, 0],
        ["ERROR to the door"] = [0, 5, 0, 0, 0],
        ["half an ERROR to the door"] = [0, 5, 0],
        ["OACK to the door"] = Request(6, "blksize", "512"),
        ["no NUL anywhere"] = [0, 1, .. "a.bin"u8],
        ["no name"] = Request(1, "", "octet"),
        ["neither name nor mode"] = [0, 1, 0, 0],
        ["one NUL alone"] = [0, 1, 0],
        ["no mode"] = [0, 1, .. "a.bin"u8, 0],
        ["a mode without its NUL"] = [0, 1, .. "a.bin"u8, 0, .. "octet"u8],
        ["half a mode"] = [0, 1, .. "a.bin"u8, 0, .. "oct"u8],
        ["an empty mode"] = Request(1, "a.bin", ""),
        ["a mode of nobody's"] = Request(1, "a.bin", "binary"),
        ["the mode mail"] = Request(1, "a.bin", "mail"),
        ["a mode of 300 bytes"] = Request(1, "a.bin", new string('o', 300)),
        ["a name of 600 bytes"] = Request(1, new string('a', 600), "octet"),
        ["a name of 60,000 bytes"] = Request(1, new string('a', 60_000), "octet"),
        ["60,000 bytes without a NUL"] = [0, 1, .. Enumerable.Repeat((byte)'a', 60_000)],
        ["a name of control characters"] = Request(1, "\x01\x02\x1b[2J\x7f", "octet"),
        ["a name of bytes that are no text"] = Request(1, "\xff\xfe\xc0\xaf", "octet"),
        ["a block size of words"] = Request(1, "a.bin", "octet", "blksize", "large"),
        ["a block size of 0"] = Request(1, "a.bin", "octet", "blksize", "0"),
        ["a block size of 7"] = Request(1, "a.bin", "octet", "blksize", "7"),
        ["a window of 0"] = Request(1, "a.bin", "octet", "windowsize", "0"),
        ["a timeout of 0"] = Request(1, "a.bin", "octet", "timeout", "0"),
        ["a timeout of 256"] = Request(1, "a.bin", "octet", "timeout", "256"),
        ["a write, which is not allowed"] = Request(2, "new.bin", "octet"),
        ["a write with options"] = Request(2, "new.bin", "octet", "tsize", "10"),
        ["a write without a name"] = Request(2, "", "octet"),
        ["a write without a mode"] = [0, 2, .. "new.bin"u8, 0],
    };

    // What a server may also take for a good request, since RFC 2347 §2 lets it ignore what it does not know.
    private static readonly Dictionary<string, byte[]> Doubtful = new()
    {
        ["an option without its value"] = Request(1, "a.bin", "octet", "blksize"),
        ["a value without its NUL"] = Request(1, "a.bin", "octet", "blksize", "1024")[..^1],
        ["an option without its NUL"] = Request(1, "a.bin", "octet", "blksize")[..^1],
        ["an empty option"] = Request(1, "a.bin", "octet", "", "1"),
        ["an empty value"] = Request(1, "a.bin", "octet", "blksize", ""),
        ["a negative block size"] = Request(1, "a.bin", "octet", "blksize", "-1"),
        ["a block size beyond all numbers"] = Request(1, "a.bin", "octet", "blksize", new string('9', 40)),
        ["a block size twice"] = Request(1, "a.bin", "octet", "blksize", "512", "blksize", "1024"),
        ["a size of words"] = Request(1, "a.bin", "octet", "tsize", "much"),
        ["an option of nobody's"] = Request(1, "a.bin", "octet", "colour", "blue"),
        ["a hundred options"] = Request(1,
            [.. "a.bin octet".Split(' '), .. Enumerable.Range(0, 200).Select(i => $"{i}")]),
        ["an option of 400 bytes"] = Request(1, "a.bin", "octet", new string('x', 400), "1"),
        ["rubbish after the request"] = [.. Request(1, "a.bin", "octet"), 0, 0, 0, 255, 254],
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    public static TheoryData<string> DoubtfulNames => [.. Doubtful.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gets_an_error_or_nothing(string kind)
    {
        IReadOnlyList<Passed> answers = await bench.AskAsync(Kinds[kind]);

        // The file that the good request asked for is one short block.
        Passed[] before = [.. answers.TakeWhile(a => OpcodeOf(a) != 3)];
        Assert.All(before, answer => Assert.Equal(5, OpcodeOf(answer)));
        Assert.True(before.Length <= 1, $"{before.Length} answers came to one datagram.");
    }

    [Theory]
    [MemberData(nameof(DoubtfulNames))]
    public async Task Gets_an_answer_or_nothing(string kind)
    {
        IReadOnlyList<Passed> answers = await bench.AskAsync(Doubtful[kind]);

        Assert.All(answers, answer => Assert.Contains(OpcodeOf(answer), new[] { 3, 5, 6 }));
    }

    [Fact]
    public async Task Every_answer_can_be_read()
    {
        List<Passed> answers = [];
        foreach (byte[] datagram in Kinds.Values.Concat(Doubtful.Values))
            answers.AddRange(await bench.AskAsync(datagram));
        await ExpectReadableAsync(answers);
    }

    private static async Task ExpectReadableAsync(List<Passed> answers)
    {
        using ScratchFolder folder = new();
        Capture.Write(folder["answers.pcap"], answers);
        // There is no request in the capture that would tell tshark what the answers are.
        string[] decodeAs = [.. answers.Select(a => a.To).Distinct().SelectMany(
            port => new[] { "-d", $"udp.port=={port},tftp" })];
        Finished run = (await Command.RunAsync(Command.Find("tshark", "tshark"),
            ["-r", folder["answers.pcap"], .. decodeAs, "-Y", "_ws.malformed || !tftp"])).Expect(0);
        Assert.Equal("", run.Output);
    }

    private static int OpcodeOf(Passed answer) => BinaryPrimitives.ReadUInt16BigEndian(answer.Payload);

    private static byte[] Request(int opcode, params string[] fields) =>
        [(byte)(opcode >> 8), (byte)opcode, .. Encoding.Latin1.GetBytes(string.Concat(fields.Select(f => f + "\0")))];

    /// <summary>A workbench with two small files.</summary>
    public sealed class Bench : IAsyncLifetime
    {
        private static readonly byte[] Wanted = [.. "the file that must still come"u8];
        private readonly ScratchFolder _folder = new();
        private ServeProcess? _serve;

        /// <summary>Sends the datagram and then a good request, and gives back all that came to them.</summary>
        internal async Task<IReadOnlyList<Passed>> AskAsync(byte[] datagram)
        {
            using CancellationTokenSource bound = Patience.Begin();
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int own = ((IPEndPoint)socket.LocalEndPoint!).Port;
            IPEndPoint door = new(IPAddress.Loopback, _serve!.TftpPort);
            await socket.SendToAsync(datagram, SocketFlags.None, door, bound.Token);
            await socket.SendToAsync(Request(1, "wanted.bin", "octet"), SocketFlags.None, door, bound.Token);

            List<Passed> answers = [];
            byte[] buffer = new byte[65536];
            while (true)
            {
                SocketReceiveFromResult got = await socket.ReceiveFromAsync(buffer, SocketFlags.None,
                    new IPEndPoint(IPAddress.Loopback, 0), bound.Token);
                byte[] payload = buffer[..got.ReceivedBytes];
                answers.Add(new Passed(((IPEndPoint)got.RemoteEndPoint).Port, own, payload));
                if (payload is not [0, 3, 0, 1, ..] || !payload.AsSpan(4).SequenceEqual(Wanted)) continue;
                await socket.SendToAsync(new byte[] { 0, 4, 0, 1 }, SocketFlags.None, got.RemoteEndPoint, bound.Token);
                return answers;
            }
        }

        public async ValueTask InitializeAsync()
        {
            string root = _folder.Folder("root");
            await File.WriteAllBytesAsync(Path.Combine(root, "a.bin"), new byte[100]);
            await File.WriteAllBytesAsync(Path.Combine(root, "wanted.bin"), Wanted);
            _serve = await ServeProcess.StartAsync(_folder["data"], "--root", root);
        }

        public async ValueTask DisposeAsync()
        {
            if (_serve is not null) await _serve.DisposeAsync();
            _folder.Dispose();
        }
    }
}
