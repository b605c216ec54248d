using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Workbench.Limits;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Tests.Registrars;

public sealed class StreamConnectionTests
{
    [Fact]
    public async Task Who_does_not_read_has_to_go_and_holds_nobody_up()
    {
        Chatter chatter = new();
        await using StreamListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), new StreamLimits(),
            new ServedNetworks(null, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        listener.Begin(chatter);
        using Socket deaf = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await deaf.ConnectAsync(listener.EndPoint, Deadline.Token);
        StreamConnection connection = await chatter.Connected.Task.WaitAsync(Deadline.Token);
        // The kernel takes some megabytes by itself; then they wait here.
        for (int i = 0; i < 1000 && !connection.IsClosing; i++) connection.Post(new byte[64 * 1024]);
        Assert.True(connection.IsClosing);
        await chatter.Gone.Task.WaitAsync(Deadline.Token);
    }

    [Fact]
    public async Task What_was_posted_before_the_end_arrives()
    {
        Chatter chatter = new();
        await using StreamListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), new StreamLimits(),
            new ServedNetworks(null, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        listener.Begin(chatter);
        using Socket phone = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await phone.ConnectAsync(listener.EndPoint, Deadline.Token);
        StreamConnection connection = await chatter.Connected.Task.WaitAsync(Deadline.Token);
        connection.Post(new byte[100_000]);
        connection.Close();
        int total = 0;
        byte[] buffer = new byte[65_536];
        for (int more; (more = await phone.ReceiveAsync(buffer, Deadline.Token)) > 0;) total += more;
        Assert.Equal(100_000, total);
    }

    private sealed class Chatter : IStreamService
    {
        internal TaskCompletionSource<StreamConnection> Connected { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "chatter";

        public void Opened(StreamConnection connection) => Connected.SetResult(connection);

        public TimeSpan Patience(StreamConnection connection) => TimeSpan.FromMinutes(5);

        public void Received(StreamConnection connection, ReadOnlySpan<byte> bytes)
        {
        }

        public void Closed(StreamConnection connection) => Gone.SetResult();
    }
}
