using System.Collections.Concurrent;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// Knows of addresses whether somebody uses them, mostly before anybody wants to know: waiting for an answer that does
/// not come takes a moment, and a phone need not wait for it. For the server's thread, but for what is heard.
/// </summary>
/// <remarks>
/// <code>
///   vetted     asked a while ago and nobody answered: an offer can be made at once
///   seen       somebody was heard from that address
///   waiting    asked just now for a client; the answer or the end of patience decides
/// </code>
/// </remarks>
internal sealed class AddressVetting(DhcpServiceOptions options)
{
    /// <summary>Most addresses that are remembered: a network of /16.</summary>
    internal const int Most = 1 << 16;

    // A quarter of those that are ready.
    private const int UsedBeforeRefresh = 4;

    private readonly Dictionary<Ipv4Address, Sight> _sights = [];
    private readonly PriorityQueue<Waiting, TimeSpan> _waiting = new();
    private readonly ConcurrentQueue<(Ipv4Address Address, HardwareAddress Hardware)> _heard = [];
    private TimeSpan _refreshAt;
    private TimeSpan _forgetAt;
    private int _heardWaiting;
    private int _used;

    /// <summary>What is waited for comes to its end then; null when nothing is.</summary>
    internal TimeSpan? Deadline => _waiting.TryPeek(out _, out TimeSpan until) ? until : null;

    /// <summary>When the next addresses should be vetted.</summary>
    internal TimeSpan RefreshAt => _refreshAt;

    /// <summary>Somebody was heard from an address. From any thread; true when the server should look.</summary>
    internal bool Hear(Ipv4Address address, HardwareAddress hardware)
    {
        // Who is heard faster than we look would be heard again.
        if (Interlocked.Increment(ref _heardWaiting) > Most)
        {
            Interlocked.Decrement(ref _heardWaiting);
            return false;
        }

        _heard.Enqueue((address, hardware));
        return true;
    }

    /// <summary>
    /// A client waits for an address. True when it is known whether somebody has it; false when it was asked and the
    /// answer comes later.
    /// </summary>
    internal bool TryKnow(DhcpProbe probe, int link, TimeSpan now, Action<Ipv4Address> ask, out bool inUse)
    {
        inUse = false;
        if (_sights.Count >= Most && !_sights.ContainsKey(probe.Address) && !MakeRoom(now))
        {
            // Nothing can be remembered of it, so that only what is heard while it is waited for would tell.
            Wait(probe, link, now + options.ProbePatience);
            ask(probe.Address);
            return false;
        }

        ref Sight sight = ref Of(probe.Address, out bool isKnown);
        if (isKnown && sight.SeenAt is { } seen && now - seen < options.VettedFor)
        {
            inUse = sight.SeenHardware != probe.Hardware;
            return true;
        }

        if (isKnown && sight.AskedAt is { } asked && now - asked < options.VettedFor)
        {
            bool wasFree = sight.FreeAt is { } free && now - free < options.VettedFor;
            if (wasFree || now - asked >= options.ProbePatience) return true;
            Wait(probe, link, asked + options.ProbePatience);
            return false;
        }

        sight = new Sight(now, null, null, default);
        Wait(probe, link, now + options.ProbePatience);
        ask(probe.Address);
        return false;
    }

    /// <summary>The addresses that come next have been looked for.</summary>
    internal void Refreshed(TimeSpan now) => _refreshAt = now + (options.VettedFor / 4);

    /// <summary>An address that was looked for ahead is taken; when many are, more are looked for at once.</summary>
    internal void Use()
    {
        if (++_used < options.VettedAddresses / UsedBeforeRefresh) return;
        _used = 0;
        _refreshAt = TimeSpan.Zero;
    }

    /// <summary>Asks for the addresses that come next and were not asked for lately.</summary>
    internal void Refresh(IEnumerable<Ipv4Address> upcoming, TimeSpan now, Action<Ipv4Address> ask)
    {
        if (_sights.Count > Most / 2) Forget(now);
        foreach (Ipv4Address address in upcoming)
        {
            ref Sight sight = ref Of(address, out bool isKnown);
            // Asked again before it is too old, so that there is never a moment without.
            if (isKnown && sight.AskedAt is { } asked && now - asked < options.VettedFor / 2) continue;
            // What nobody answered to before stays known while the new answer is waited for.
            bool wasFree = sight.AskedAt is { } before && now - before >= options.ProbePatience;
            sight = sight with { AskedAt = now, FreeAt = wasFree ? sight.AskedAt : sight.FreeAt };
            ask(address);
        }
    }

    /// <summary>Takes in what was heard.</summary>
    internal void Listen(TimeSpan now, Func<Ipv4Address, bool> isOurs)
    {
        while (_heard.TryDequeue(out (Ipv4Address Address, HardwareAddress Hardware) heard))
        {
            Interlocked.Decrement(ref _heardWaiting);
            if (!isOurs(heard.Address) || (_sights.Count >= Most && !_sights.ContainsKey(heard.Address))) continue;
            ref Sight sight = ref Of(heard.Address, out _);
            sight = new Sight(sight.AskedAt, null, now, heard.Hardware);
        }
    }

    /// <summary>The next client whose waiting has come to an end; false when there is none now.</summary>
    internal bool TryEnd(TimeSpan now, out Ipv4Address address, out int link, out bool inUse)
    {
        (address, link, inUse) = (default, 0, false);
        if (!_waiting.TryPeek(out Waiting first, out TimeSpan until)) return false;
        bool isSeen = _sights.TryGetValue(first.Address, out Sight sight) && sight.SeenAt is { } seen
            && now - seen < options.VettedFor;
        if (!isSeen && now < until) return false;
        _waiting.Dequeue();
        (address, link, inUse) = (first.Address, first.Link, isSeen && sight.SeenHardware != first.Hardware);
        return true;
    }

    private void Wait(DhcpProbe probe, int link, TimeSpan until) =>
        _waiting.Enqueue(new Waiting(probe.Address, link, probe.Hardware), until);

    /// <summary>All of them are looked through, which must not be for each question of a flood.</summary>
    private bool MakeRoom(TimeSpan now)
    {
        if (now >= _forgetAt)
        {
            _forgetAt = now + (options.VettedFor / 4);
            Forget(now);
        }

        return _sights.Count < Most;
    }

    private void Forget(TimeSpan now)
    {
        foreach ((Ipv4Address address, Sight sight) in _sights)
        {
            TimeSpan last = Max(sight.AskedAt, sight.SeenAt);
            if (now - last >= options.VettedFor) _sights.Remove(address);
        }
    }

    private static TimeSpan Max(TimeSpan? one, TimeSpan? other) =>
        one is null || other > one ? other ?? TimeSpan.MinValue : one.Value;

    private ref Sight Of(Ipv4Address address, out bool isKnown) => ref System.Runtime.InteropServices.CollectionsMarshal
        .GetValueRefOrAddDefault(_sights, address, out isKnown);

    private readonly record struct Sight(
        TimeSpan? AskedAt, TimeSpan? FreeAt, TimeSpan? SeenAt, HardwareAddress SeenHardware);

    private readonly record struct Waiting(Ipv4Address Address, int Link, HardwareAddress Hardware);
}
