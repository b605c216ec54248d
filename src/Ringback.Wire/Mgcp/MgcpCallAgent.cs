using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Mgcp;

/// <summary>What the shell has to do, in this order.</summary>
public abstract record MgcpEffect;

/// <summary>A datagram is to be sent.</summary>
/// <param name="Way">Which way.</param>
/// <param name="Bytes">What.</param>
public sealed record MgcpSend(MgcpWay Way, ReadOnlyMemory<byte> Bytes) : MgcpEffect;

/// <summary>A phone said something of itself, and was acknowledged.</summary>
/// <param name="Way">Where from.</param>
/// <param name="Command">What it said.</param>
public sealed record MgcpSaid(MgcpWay Way, MgcpCommand Command) : MgcpEffect;

/// <summary>A phone answered what it was asked.</summary>
/// <param name="Way">Where from.</param>
/// <param name="Endpoint">The endpoint that was asked.</param>
/// <param name="Mac">Its MAC address, twelve digits; null when its name has none.</param>
/// <param name="Verb">What it was asked: <c>AUEP</c> or <c>RQNT</c>.</param>
/// <param name="Code">Its answer.</param>
public sealed record MgcpAnswered(MgcpWay Way, string Endpoint, string? Mac, string Verb, int Code) : MgcpEffect;

/// <summary>The way by which a datagram came, or is to go.</summary>
/// <param name="Port">The shell's number of the port.</param>
/// <param name="Remote">The phone.</param>
/// <param name="Local">Our address.</param>
public sealed record MgcpWay(int Port, IPEndPoint Remote, IPAddress Local);

/// <summary>
/// A call agent as a machine: takes every command, and asks an endpoint that has told of itself whether it lives (AUEP)
/// and to tell when its handset is lifted (RQNT). Datagrams and the time go in; what is to be sent and told comes out.
/// RFC 3435 sections 2.3.3 and 2.3.8.
/// </summary>
/// <remarks>
/// Knows no socket and no clock. Whose address a datagram bears proves nothing: who never answers is asked
/// <see cref="MostUnanswered"/> times, half a minute apart, with no more bytes than he sent. Not safe for use by two
/// threads at once.
/// </remarks>
/// <param name="asks">False for one that only acknowledges.</param>
public sealed class MgcpCallAgent(bool asks = true)
{
    /// <summary>Endpoints that are known at a time; the one that was silent for longest goes.</summary>
    public const int MostEndpoints = 1024;

    /// <summary>How often an endpoint is asked that does not answer.</summary>
    public const int MostUnanswered = 3;

    /// <summary>The longest name of an endpoint that is asked: the longest that a host may have, and a few.</summary>
    public const int LongestEndpoint = 300;

    /// <summary>After its start a phone is left alone for so long.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Between two questions that are not answered.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <summary>Between two questions of a phone that answers.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Endpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<uint, Endpoint> _asked = [];
    private readonly List<MgcpEffect> _output = [];
    private uint _transaction;

    /// <summary>Endpoints that are known.</summary>
    public int Known => _endpoints.Count;

    /// <summary>Takes a datagram.</summary>
    public IReadOnlyList<MgcpEffect> Receive(ReadOnlySpan<byte> datagram, MgcpWay way, Moment now)
    {
        ArgumentNullException.ThrowIfNull(way);
        if (MgcpCommand.TryRead(datagram, out MgcpCommand? command, out MgcpMalformation why))
            Take(command, way, now.Running);
        else if (why is MgcpMalformation.IsResponse
            && MgcpResponse.TryRead(datagram, out MgcpResponse? response, out _)) Take(response, way, now.Running);
        return Take();
    }

    /// <summary>Time passes. Once a second is often enough.</summary>
    public IReadOnlyList<MgcpEffect> Tick(Moment now)
    {
        foreach (Endpoint endpoint in _endpoints.Values.ToArray())
        {
            if (endpoint.Due > now.Running) continue;
            if (endpoint.Unanswered >= MostUnanswered) Forget(endpoint);
            else Ask(endpoint, "AUEP", now.Running);
        }

        return Take();
    }

    private void Take(MgcpCommand command, MgcpWay way, TimeSpan now)
    {
        _output.Add(new MgcpSend(way, MgcpReplies.Ok(command.TransactionId)));
        _output.Add(new MgcpSaid(way, command));
        if (!asks || command.Verb != "RSIP" || command.Endpoint.Length > LongestEndpoint) return;
        string key = Key(way, command.Endpoint);
        if (_endpoints.TryGetValue(key, out Endpoint? before)) Forget(before);
        // It goes out of service: RFC 3435 section 2.3.12.
        if (command.Parameter("RM") is "forced" or "graceful") return;
        if (_endpoints.Count >= MostEndpoints) Forget(_endpoints.Values.MinBy(e => e.HeardAt)!);
        _endpoints[key] = new Endpoint(key, command, way) { HeardAt = now, Due = now + First };
    }

    private void Take(MgcpResponse response, MgcpWay way, TimeSpan now)
    {
        if (!_asked.TryGetValue(response.TransactionId, out Endpoint? endpoint)) return;
        if (!endpoint.Way.Remote.Address.Equals(way.Remote.Address)) return;
        // Somebody is there and works on it.
        if (response.Code < 200) return;
        _asked.Remove(response.TransactionId);
        string verb = endpoint.Verb;
        endpoint.Transaction = null;
        endpoint.Unanswered = 0;
        endpoint.HeardAt = now;
        endpoint.Due = now + Settled;
        _output.Add(new MgcpAnswered(way, endpoint.Name, endpoint.Mac, verb, response.Code));
        // Once, and only of one that says that it is such an endpoint.
        if (verb == "AUEP" && response.Code < 300 && !endpoint.IsWatched) Ask(endpoint, "RQNT", now);
    }

    private void Ask(Endpoint endpoint, string verb, TimeSpan now)
    {
        if (endpoint.Transaction is { } old) _asked.Remove(old);
        uint transaction = _transaction = _transaction % 999_999_999 + 1;
        endpoint.Verb = verb;
        endpoint.Transaction = transaction;
        endpoint.Unanswered++;
        endpoint.Due = now + Again;
        endpoint.IsWatched |= verb == "RQNT";
        _asked[transaction] = endpoint;
        _output.Add(new MgcpSend(endpoint.Way, verb == "RQNT"
            ? MgcpCommands.NotificationRequest(transaction, endpoint.Name, endpoint.Version)
            : MgcpCommands.AuditEndpoint(transaction, endpoint.Name, endpoint.Version)));
    }

    private void Forget(Endpoint endpoint)
    {
        if (endpoint.Transaction is { } old) _asked.Remove(old);
        _endpoints.Remove(endpoint.Key);
    }

    private MgcpEffect[] Take()
    {
        MgcpEffect[] taken = [.. _output];
        _output.Clear();
        return taken;
    }

    private static string Key(MgcpWay way, string endpoint) => $"{way.Remote.Address} {endpoint}";

    private sealed class Endpoint(string key, MgcpCommand restart, MgcpWay way)
    {
        internal string Key { get; } = key;

        internal string Name { get; } = restart.Endpoint;

        internal string? Mac { get; } = restart.Mac;

        internal string Version { get; } = restart.Version;

        internal MgcpWay Way { get; } = way;

        internal TimeSpan HeardAt { get; set; }

        internal TimeSpan Due { get; set; }

        internal uint? Transaction { get; set; }

        internal string Verb { get; set; } = "";

        internal int Unanswered { get; set; }

        internal bool IsWatched { get; set; }
    }
}
