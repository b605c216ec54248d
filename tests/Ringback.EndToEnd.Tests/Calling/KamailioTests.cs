using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>
/// kamailio, by whose parser telephone companies read: it stands between sipp and us as a proxy, and looks at every
/// answer of ours before it relays it.
/// </summary>
public sealed class KamailioTests
{
    private const string Sound = "an answer is sound:", Bad = "an answer is not sound:";

    // Headers that must be there, CSeq, Content-Length, Expires, and the URIs of From, To and Contact.
    private const string Checks = "\"1476\", \"14\"";

    [Fact]
    public async Task What_we_answer_is_sound_to_kamailio()
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await SippDigest.StartAsync(folder);
        int port = FreePort();
        string program = Command.Find("kamailio", "kamailio"), configuration = folder["kamailio.cfg"];
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(configuration, Configuration(program, port, serve.Ports["sip"]), cancel);
        string own = folder.Folder("kamailio");
        using Process kamailio = Command.Start(program, ["-f", configuration, "-w", own, "-Y", own]);
        Task<string> said = kamailio.StandardError.ReadToEndAsync(cancel);
        string proxy = $"127.0.0.1:{port}";
        try
        {
            await SippAsync(proxy, "-sf", await SippDigest.WriteAsync(folder, SippDigest.Password, 200), "-m", "5");
            await SippAsync(proxy, "-sf", await SippDigest.WriteAsync(folder, "guessed", 403), "-m", "2");
            await SippAsync(proxy, "-sn", "uac", "-s", "3246", "-m", "5", "-d", "200");
            await serve.SeesAsync("phone-called", e => e.GetProperty("stage").GetString() == "ended");
        }
        finally
        {
            // It has children, which only it can end.
            (await Command.RunAsync("/bin/sh", "-c", $"kill -TERM {kamailio.Id}")).Expect(0);
            await kamailio.WaitForExitAsync(cancel);
        }

        string log = await said;
        Assert.DoesNotContain(Bad, log, StringComparison.Ordinal);
        foreach (string answer in (string[])["401 REGISTER", "200 REGISTER", "403 REGISTER", "200 INVITE", "200 BYE"])
            Assert.Contains($"{Sound} {answer}", log, StringComparison.Ordinal);
    }

    private static async Task SippAsync(string proxy, params IEnumerable<string> scenario)
    {
        Finished run = await Command.RunAsync(Command.Find("sipp", "sip-tester"),
            [proxy, "-i", "127.0.0.1", "-nostdin", "-timeout", "60s", .. scenario]);
        Assert.True(run.ExitCode == 0, run.Story);
    }

    private static string Configuration(string program, int port, int server) => $$"""
        #!KAMAILIO
        debug=2
        log_stderror=yes
        fork=no
        children=1
        disable_tcp=yes
        listen=udp:127.0.0.1:{{port}}
        mpath="{{Modules(program)}}/"
        loadmodule "tm.so"
        loadmodule "sl.so"
        loadmodule "pv.so"
        loadmodule "xlog.so"
        loadmodule "siputils.so"
        loadmodule "sanity.so"
        request_route {
          $du = "sip:127.0.0.1:{{server}}";
          t_on_reply("1");
          t_relay();
        }
        onreply_route[1] {
          if (sanity_check({{Checks}})) xlog("L_ERR", "{{Sound}} $rs $rm\n");
          else xlog("L_ERR", "{{Bad}} $rs $rm\n");
        }

        """;

    private static string Modules(string program)
    {
        string unpacked = Path.Combine(Path.GetDirectoryName(program)!, "kamailio-modules");
        return Directory.Exists(unpacked) ? unpacked : "/usr/lib/x86_64-linux-gnu/kamailio/modules";
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
