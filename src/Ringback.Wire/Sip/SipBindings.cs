using System.Globalization;
using System.Net;

namespace Ringback.Wire.Sip;

/// <summary>A phone that is registered.</summary>
/// <param name="User">The line.</param>
/// <param name="Contact">Where it wants its requests.</param>
/// <param name="Flow">How it is reached.</param>
/// <param name="Registration">What it said of itself.</param>
/// <param name="Until">When it has to have said so again.</param>
public sealed record SipBinding(
    string User, string Contact, SipFlow Flow, SipRegistration Registration, TimeSpan Until);

/// <summary>Who is registered, and how each is reached. Bounded: the oldest goes when there are too many.</summary>
internal sealed class SipBindings(int most)
{
    private const int DefaultPort = 5060;

    private readonly Dictionary<string, SipBinding> _byUser = new(StringComparer.OrdinalIgnoreCase);

    internal int Count => _byUser.Count;

    internal IEnumerable<SipBinding> All => _byUser.Values;

    internal SipBinding? Find(string user) => _byUser.GetValueOrDefault(user);

    /// <summary>True when somebody at that address is registered.</summary>
    internal bool IsAt(IPAddress address) => _byUser.Values.Any(b => b.Flow.Remote.Address.Equals(address));

    internal void Set(SipBinding binding)
    {
        if (_byUser.Count >= most && !_byUser.ContainsKey(binding.User))
            _byUser.Remove(_byUser.Values.MinBy(b => b.Until)!.User);
        // Most say the same again: what is kept of them then is what is there already.
        _byUser[binding.User] = _byUser.TryGetValue(binding.User, out SipBinding? known)
            && (known with { Until = binding.Until }) is { } again && again == binding ? again : binding;
    }

    internal void Remove(string user) => _byUser.Remove(user);

    internal void Lost(int connection)
    {
        foreach (SipBinding lost in _byUser.Values
            .Where(b => b.Flow.Transport is SipTransport.Tcp && b.Flow.Connection == connection).ToArray())
        {
            _byUser.Remove(lost.User);
        }
    }

    internal void Tick(TimeSpan now)
    {
        foreach (SipBinding gone in _byUser.Values.Where(b => b.Until <= now).ToArray()) _byUser.Remove(gone.User);
    }

    /// <summary>The contact of a message; null when it has none of SIP.</summary>
    internal static string? ContactOf(SipMessage message)
    {
        string uri = SipText.Uri(SipRegistration.ContactOf(message) ?? "");
        return uri.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? uri : null;
    }

    /// <summary>
    /// How a contact is reached: over its connection, or over UDP at the port that it names, always at the address that
    /// it spoke from. What a phone writes there may be any address, and nobody else is to be called through us.
    /// </summary>
    internal static SipFlow FlowTo(SipFlow flow, string contact)
    {
        if (flow.Transport is SipTransport.Tcp) return flow;
        ReadOnlySpan<char> rest = contact.AsSpan(contact.IndexOf('@', StringComparison.Ordinal) + 1);
        int end = rest.IndexOfAny(';', '?', '>');
        if (end >= 0) rest = rest[..end];
        int colon = rest.LastIndexOf(':');
        bool hasPort = colon > rest.LastIndexOf(']') && ushort.TryParse(
            rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port != 0;
        int chosen = hasPort ? ushort.Parse(rest[(colon + 1)..], CultureInfo.InvariantCulture) : DefaultPort;
        return flow with { Remote = new IPEndPoint(flow.Remote.Address, chosen) };
    }
}
