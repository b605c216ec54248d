using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Wire.Tftp;
using Ringback.Workbench.Tftp;

namespace Ringback.Workbench.Tests.Tftp;

/// <summary>What phones hear when they do not get a file.</summary>
public sealed class TftpErrorCodeTests : IDisposable
{
    private readonly RecordingPolicy _policy = new();
    private readonly TftpServer _server;
    private readonly TftpClient _client;

    public TftpErrorCodeTests()
    {
        _server = TftpServer.Start(new TftpServerOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] },
            _policy, new HandClock(), NullLogger.Instance);
        _client = new TftpClient(_server.EndPoints[0]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    /// <summary>To a 7940 or 7960 error 3 is "ask again", for ever, and 8 an empty file.</summary>
    [Theory]
    [InlineData(TftpErrorCode.DiskFull, 1)]
    [InlineData(TftpErrorCode.OptionsRefused, 1)]
    [InlineData(TftpErrorCode.AccessViolation, 2)]
    [InlineData(TftpErrorCode.NotDefined, 0)]
    public async Task A_plain_question_for_a_file_is_never_answered_with_error_3_or_8(TftpErrorCode said, int heard)
    {
        _policy.Missing = said;
        _client.Ask("missing");
        TftpReply reply = await _client.ReceiveAsync();
        Assert.Equal((TftpOpcode.Error, heard), (reply.Opcode, reply.Number));
    }
}
