using System.Globalization;
using System.Text;
using Ringback.Simulation.Network;
using Ringback.Wire.Mgcp;

namespace Ringback.Simulation.Desks;

/// <summary>
/// An MGCP phone that is up: tells its call agent that it has started until that is acknowledged, and answers what it
/// is asked from then on. It reads with code of its own. How a 7940 or 7960 names its endpoint is UNVERIFIED.
/// </summary>
public sealed class MgcpDesk : IAsyncDisposable
{
    private static readonly TimeSpan FirstRepeat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRepeat = TimeSpan.FromSeconds(4);

    private readonly DeskOptions _options;
    private readonly IDatagramPort _port;
    private readonly CancellationTokenSource _plug = new();
    private readonly TaskCompletionSource _up;
    private readonly Task _living;

    /// <summary>Plugs it in.</summary>
    public MgcpDesk(DeskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _up = new TaskCompletionSource(options.Told);
        _port = options.Hanging.OpenPort(options.Address, options.Server);
        _living = LiveAsync(_plug.Token);
    }

    /// <summary>How it names itself.</summary>
    public string Endpoint => $"aaln/1@SEP{_options.Mac}";

    /// <summary>The verbs that it was asked, in order, repeats among them.</summary>
    public IReadOnlyList<string> Asked
    {
        get { lock (_asked) return [.. _asked]; }
    }

    private readonly List<string> _asked = [];

    /// <summary>Until its call agent has acknowledged it.</summary>
    public Task UpAsync(CancellationToken cancel) => _up.Task.WaitAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // On this thread: in simulated time there is no other.
        _plug.Cancel();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _port.Dispose();
        _plug.Dispose();
    }

    private async Task LiveAsync(CancellationToken plug)
    {
        const uint restart = 1;
        TimeSpan repeat = FirstRepeat;
        while (true)
        {
            if (!_up.Task.IsCompleted)
            {
                await _port.SendAsync(MgcpCommands.RestartInProgress(restart, Endpoint), _options.Server, plug)
                    .ConfigureAwait(false);
            }

            ReceivedDatagram? came = await _port.ReceiveAsync(repeat, plug).ConfigureAwait(false);
            if (came is null) repeat = repeat * 2 < LongestRepeat ? repeat * 2 : LongestRepeat;
            else await TakeAsync(Encoding.ASCII.GetString(came.Content.Span), restart, plug).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(string text, uint restart, CancellationToken plug)
    {
        string[] words = text.Split('\n')[0].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var code, var number, ..] && code.Length == 3 && char.IsAsciiDigit(code[0]))
        {
            if (code[0] == '2' && number == restart.ToString(CultureInfo.InvariantCulture)) _up.TrySetResult();
            return;
        }

        if (words is not [var verb, var transaction, var endpoint, ..]) return;
        lock (_asked) _asked.Add(verb);
        bool isOurs = endpoint.Equals(Endpoint, StringComparison.OrdinalIgnoreCase);
        string answer = (verb, isOurs) switch
        {
            // RFC 3435 section 2.4: 500 is an endpoint that is not known, 504 a command that is not.
            (_, false) => $"500 {transaction} Unknown endpoint\r\n",
            ("AUEP", _) => $"200 {transaction} OK\r\nA: a:PCMU;PCMA, p:10-40, v:L\r\n",
            ("RQNT", _) => $"200 {transaction} OK\r\n",
            _ => $"504 {transaction} Unknown command\r\n",
        };
        await _port.SendAsync(Encoding.ASCII.GetBytes(answer), _options.Server, plug).ConfigureAwait(false);
    }
}
