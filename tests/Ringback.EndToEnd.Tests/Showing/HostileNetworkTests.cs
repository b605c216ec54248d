using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ringback.Cli.Tests;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Showing;

/// <summary>What a phone says to make the terminal of its keeper obey it.</summary>
public sealed partial class HostileNetworkTests(HostileNetworkTests.Past past) : IClassFixture<HostileNetworkTests.Past>
{
    private const string Mac = "00AA000000E0";

    /// <summary>Bytes of a TFTP name, an ERROR text, a line of syslog.</summary>
    private const string Said = "a\e[2J\e]0;owned\a\u009B2J\n" + Hostile.Forged + "\r\n" + Hostile.Forged
        + "\b[red]b[/]";

    [Theory]
    [InlineData("journal")]
    [InlineData("journal", "--json")]
    [InlineData("phone", Mac)]
    [InlineData("phone", Mac, "--json")]
    [InlineData("phones")]
    public async Task Story_of_a_hostile_phone_is_text(params string[] verb)
    {
        string[] all = [.. verb, "--data", past.Data];
        Finished plain = await RingbackProgram.RunAsync(all);
        Finished shown = await RingbackProgram.RunOnTerminalAsync(all);

        foreach (Finished finished in new[] { plain.Expect(0), shown.Expect(0) })
        {
            if (verb[0] != "phones") Assert.Contains("owned", finished.Output);
            Hostile.Expect(finished.Output, isTable: true);
            Assert.Empty(finished.Errors);
        }
    }

    [Fact]
    public void Events_of_a_hostile_phone_are_json_that_steers_nothing() => Assert.All(past.Events, e =>
    {
        Assert.Contains("owned", e.GetRawText());
        Hostile.Expect(e.GetRawText());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_tells_a_hostile_name_as_text(bool isTerminal)
    {
        using ScratchFolder folder = new();
        string[] verb = ["serve", "--bind", "127.0.0.1", "--data", folder["data"], "--tftp-port", "auto",
            "--sccp-port", "0", "--sip-port", "0", "--mgcp-port", "0", "--http-port", "0", "--console-port", "0",
            "--verbose"];
        using Process serve = isTerminal
            ? RingbackProgram.StartOnTerminal(verb)
            : RingbackProgram.Start(Place.Loopback, verb);
        Task<string> errors = serve.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            StringBuilder heard = new();
            string greeting = await HearAsync(serve, heard, text => TftpPort().IsMatch(text));
            int port = int.Parse(TftpPort().Match(greeting).Groups[1].Value, CultureInfo.InvariantCulture);
            await BareTftpClient.FetchAsync(port, Said);
            await HearAsync(serve, heard, text => text.Contains("owned", StringComparison.Ordinal));
            if (isTerminal) await serve.StandardInput.WriteAsync('\x03');
            else (await Command.RunAsync("/bin/sh", "-c", $"kill -INT {serve.Id}")).Expect(0);
            await serve.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            string all = await HearAsync(serve, heard, _ => false);

            Assert.DoesNotContain("\e[2J", all);
            // The live view moves the cursor over its own lines.
            Hostile.Expect(Moves().Replace(all, "").Replace("^C", "", StringComparison.Ordinal));
            Hostile.Expect(await errors);
        }
        finally
        {
            if (!serve.HasExited) serve.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Everything heard so far, once it is enough or the program has ended.</summary>
    private static async Task<string> HearAsync(Process process, StringBuilder heard, Func<string, bool> isEnough)
    {
        using CancellationTokenSource bound = Patience.Begin();
        char[] some = new char[4096];
        while (!isEnough(heard.ToString()))
        {
            int count = await process.StandardOutput.ReadAsync(some, bound.Token);
            if (count == 0) break;
            heard.Append(some, 0, count);
        }

        return heard.ToString();
    }

    [GeneratedRegex("TFTP 127\\.0\\.0\\.1:([0-9]+)[,.]")]
    private static partial Regex TftpPort();

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]|\e[=>]|\r")]
    private static partial Regex Moves();

    /// <summary>A workbench that a hostile phone has been at.</summary>
    public sealed class Past : IAsyncLifetime
    {
        private readonly ScratchFolder _folder = new();

        internal string Data => _folder["data"];

        internal IReadOnlyList<JsonElement> Events { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            string root = _folder.Folder("root");
            await File.WriteAllTextAsync(Path.Combine(root, "own.txt"), new string('x', 2000));
            await using ServeProcess serve = await ServeProcess.StartAsync(
                Data, "--root", root, "--syslog-port", "auto");
            await BareTftpClient.FetchAsync(serve.TftpPort, $"SEP{Mac}.cnf.xml");
            await BareTftpClient.FetchAsync(serve.TftpPort, Said);
            await GiveUpAsync(serve.TftpPort);
            using UdpClient syslog = new();
            syslog.Connect(IPAddress.Loopback, serve.Ports["syslog"]);
            await syslog.SendAsync(Encoding.Latin1.GetBytes("<187>tftp: " + Said));
            Events =
            [
                await serve.SeesAsync("file-asked", IsHostile),
                await serve.SeesAsync("transfer-ended", IsHostile),
                await serve.SeesAsync("phone-said", IsHostile),
            ];
            await serve.StopAsync();
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private static bool IsHostile(JsonElement e) => e.GetRawText().Contains("owned", StringComparison.Ordinal);

        /// <summary>Takes the first block and answers with an ERROR.</summary>
        private static async Task GiveUpAsync(int port)
        {
            using CancellationTokenSource bound = Patience.Begin();
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            byte[] request = [0, 1, .. "own.txt"u8, 0, .. "octet"u8, 0];
            await socket.SendToAsync(request, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port), bound.Token);
            SocketReceiveFromResult got = await socket.ReceiveFromAsync(new byte[600], SocketFlags.None,
                new IPEndPoint(IPAddress.Loopback, 0), bound.Token);
            byte[] error = [0, 5, 0, 3, .. Encoding.Latin1.GetBytes(Said), 0];
            await socket.SendToAsync(error, SocketFlags.None, got.RemoteEndPoint, bound.Token);
        }
    }
}
