using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>Files that clients write, over loopback.</summary>
public sealed class TftpUploadTests : IDisposable
{
    private readonly RecordingPolicy _policy = new();
    private readonly HandClock _clock = new();
    private readonly OwnMeters _meters = new();
    private readonly Shelf _shelf = new();
    private readonly TftpServer _server;
    private readonly TftpClient _client;

    public TftpUploadTests()
    {
        _policy.Upload = _shelf;
        _server = TftpServer.Start(
            new TftpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], TakesUploads = true },
            _policy, _clock, NullLogger.Instance, _meters);
        _client = new TftpClient(_server.EndPoints[0]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _meters.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(70_000)]
    [InlineData(65_536 * 2)]
    public async Task A_file_of_any_length_is_kept_byte_for_byte(int length)
    {
        byte[] content = Content(length);
        await WriteAsync(content, 512);
        Assert.Equal(content, _shelf.Kept);
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal((TftpOutcome.Delivered, (long)length), (report.Outcome, report.Bytes));
    }

    [Fact]
    public async Task A_large_block_is_taken_whole()
    {
        byte[] content = Content(200_000);
        await WriteAsync(content, 65_464, new TftpOption("blksize", "65464"), new TftpOption("tsize", "200000"));
        Assert.Equal(content, _shelf.Kept);
    }

    [Fact]
    public async Task A_file_that_cannot_be_kept_is_never_acknowledged_to_its_end()
    {
        _shelf.Refusal = new TftpDeny(TftpErrorCode.DiskFull, "Disk full");
        _client.Ask(new TftpRequest(true, "file", TftpMode.Octet, []));
        TftpReply ready = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Acknowledgement, 0), (ready.Opcode, ready.Number));
        _client.Write(1, [1, 2, 3], ready.From);
        TftpReply end = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 3), (end.Opcode, end.Number));
        TftpReport report = await _policy.EndedAsync();
        Assert.Equal((TftpOutcome.NotKept, TftpErrorCode.DiskFull), (report.Outcome, report.Code));
    }

    [Fact]
    public async Task A_file_that_grows_too_large_is_stopped_with_error_3()
    {
        _shelf.Limit = 600;
        _client.Ask(new TftpRequest(true, "file", TftpMode.Octet, []));
        TftpReply ready = await _client.ReceiveAsync();
        _client.Write(1, Content(512), ready.From);
        Assert.Equal(1, (await _client.ReceiveAsync()).Number);
        _client.Write(2, Content(512), ready.From);
        TftpReply end = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, 3), (end.Opcode, end.Number));
        Assert.Equal(TftpOutcome.TooLarge, (await _policy.EndedAsync()).Outcome);
        Assert.Null(_shelf.Kept);
    }

    [Fact]
    public async Task The_last_block_again_is_acknowledged_again()
    {
        _client.Ask(new TftpRequest(true, "file", TftpMode.Octet, []));
        TftpReply ready = await _client.ReceiveAsync();
        for (int i = 0; i < 3; i++)
        {
            _client.Write(1, [7], ready.From);
            TftpReply reply = await _client.ReceiveAsync();
            Assert.Equal((TftpOpcode.Acknowledgement, 1), (reply.Opcode, reply.Number));
        }

        Assert.Equal([7], _shelf.Kept);
        Assert.Equal(1, _shelf.Times);
    }

    [Fact]
    public async Task What_is_counted_can_be_read_back()
    {
        Dictionary<string, double> seen = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == _meters) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Count(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Count(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Count(instrument, value));
        listener.Start();

        await WriteAsync(Content(1000), 512);
        await _policy.EndedAsync();
        _client.Ask("missing");
        await _client.ReceiveAsync();
        lock (seen)
        {
            Assert.Equal(1, seen["ringback.tftp.transfers"]);
            Assert.Equal(1000, seen["ringback.tftp.bytes"]);
            Assert.Equal(0, seen["ringback.tftp.transfers.active"]);
            Assert.Equal(2, seen["ringback.tftp.requests"]);
        }

        void Count(Instrument instrument, double value)
        {
            lock (seen) seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value;
        }
    }

    private async Task WriteAsync(byte[] content, int blockSize, params TftpOption[] options)
    {
        _client.Ask(new TftpRequest(true, "file", TftpMode.Octet, options));
        TftpReply reply = await _client.ReceiveAsync();
        Assert.Equal(options.Length == 0 ? TftpOpcode.Acknowledgement : TftpOpcode.OptionAcknowledgement, reply.Opcode);
        for (int block = 1, at = 0; at <= content.Length; block++, at += blockSize)
        {
            _client.Write(block, content[at..Math.Min(at + blockSize, content.Length)], reply.From);
            TftpReply answer = await _client.ReceiveAsync();
            Assert.Equal((TftpOpcode.Acknowledgement, block), (answer.Opcode, answer.Number));
        }
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private sealed class Shelf : ITftpUpload
    {
        public long Limit { get; set; } = 1024 * 1024;

        internal TftpDeny? Refusal { get; set; }

        internal byte[]? Kept { get; private set; }

        internal int Times { get; private set; }

        public TftpDeny? Keep(IReadOnlyList<ReadOnlyMemory<byte>> content)
        {
            Times++;
            if (Refusal is null) Kept = [.. content.SelectMany(piece => piece.ToArray())];
            return Refusal;
        }
    }
}
