using System.Net;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Simulation.Storms;

namespace Ringback.Simulation.Tests.Storms;

/// <summary>A storm with its server and its clock.</summary>
internal sealed class StormInHand : IDisposable
{
    internal const string File = "P0030801SR02.sb2";

    private readonly IDatagramStack _stack;
    private readonly bool _choosesSource;

    /// <param name="stack">How the phones move datagrams; the best way here without it.</param>
    /// <param name="choosesSource">False gives each phone a port of its own on every platform.</param>
    /// <param name="address">Where the server is.</param>
    internal StormInHand(IDatagramStack? stack = null, bool choosesSource = true, IPAddress? address = null)
    {
        _stack = stack ?? DatagramStacks.Best;
        _choosesSource = choosesSource && _stack.ChoosesSource;
        Server = new ScriptedServer(Time, address);
        Server.Files[File] = Content(20 * 512 + 100);
    }

    internal StormTime Time { get; } = new();

    internal ScriptedServer Server { get; }

    /// <summary>The usual storm of a scenario, with as many phones as a test needs.</summary>
    internal StormOptions Usual(StormScenario scenario, int phones) => StormOptions.For(scenario, Server.EndPoint) with
    {
        File = File,
        Content = Server.Files[File],
        Phones = phones,
        Requests = phones,
    };

    /// <summary>Ctrl-C.</summary>
    internal CancellationTokenSource Stop { get; } =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    internal StormReport Run(StormOptions options)
    {
        using Storm storm = new(options, new PumpedStack(_stack, Server, Time, _choosesSource), Time);
        StormReport report = storm.Run(Stop.Token);
        Server.PumpLast();
        return report;
    }

    internal static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    public void Dispose()
    {
        Stop.Dispose();
        Server.Dispose();
    }
}
