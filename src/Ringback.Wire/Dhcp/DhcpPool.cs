using System.Runtime.InteropServices;

namespace Ringback.Wire.Dhcp;

/// <summary>
/// The addresses of one subnet: who has which, and which is next. Two dictionaries find a binding by address and by
/// client; two ordered sets hold the bindings that end and the idle ones, so that neither an end nor the longest idle
/// address is searched for.
/// </summary>
internal sealed class DhcpPool
{
    private readonly Dictionary<Ipv4Address, DhcpBinding> _byAddress = [];
    private readonly Dictionary<DhcpClientKey, DhcpBinding> _byClient = [];
    private readonly SortedSet<DhcpBinding> _live = new(new DhcpBindingOrder());
    private readonly SortedSet<DhcpBinding> _idle = new(new DhcpIdleOrder());
    private readonly Dictionary<DhcpClientKey, Ipv4Address> _reservedFor = [];
    private readonly HashSet<Ipv4Address> _reserved = [];
    private readonly HashSet<Ipv4Address> _notForAll;
    private readonly Dictionary<HardwareAddress, int> _perHardware = [];
    private readonly Dictionary<DhcpClientKey, int> _perCircuit = [];
    private readonly int[] _perState = new int[(int)DhcpBindingState.Quarantined + 1];
    private readonly long _size;
    private int _reservedInUse;
    private int _range;
    private long _fresh;

    /// <param name="subnet">What to give.</param>
    /// <param name="index">Its place among the subnets.</param>
    /// <param name="taken">Addresses of servers and routers, which a careless range may include.</param>
    public DhcpPool(DhcpSubnet subnet, int index, IEnumerable<Ipv4Address> taken)
    {
        Subnet = subnet;
        Index = index;
        _notForAll = [.. taken];
        foreach (DhcpReservation reservation in subnet.Reservations)
        {
            _reservedFor[reservation.Key] = reservation.Address;
            _reserved.Add(reservation.Address);
            _notForAll.Add(reservation.Address);
        }

        _size = subnet.Ranges.Sum(range => range.Count - subnet.Exclusions.Sum(left => Overlap(range, left)))
            - _notForAll.Count(address => IsIn(subnet.Ranges, address) && !IsIn(subnet.Exclusions, address));
    }

    public DhcpSubnet Subnet { get; }

    public int Index { get; }

    /// <summary>Every binding, idle ones too.</summary>
    public IEnumerable<DhcpBinding> Bindings => _byAddress.Values;

    /// <summary>When the next binding ends.</summary>
    public TimeSpan? NextEnd => _live.Min?.Until;

    /// <summary>The addresses that anybody may have.</summary>
    public long Size => _size;

    /// <summary>Those of them that nobody has now.</summary>
    public long Free => _size - (_live.Count - _reservedInUse);

    /// <summary>True when more than half of the addresses that anybody may have are taken.</summary>
    public bool IsCrowded => 2 * (_size - Free) > _size;

    /// <summary>True when more than a quarter of them are taken.</summary>
    public bool IsFilling => 4 * (_size - Free) > _size;

    public int Count(DhcpBindingState state) => _perState[(int)state];

    public int CountOf(HardwareAddress hardware) => _perHardware.GetValueOrDefault(hardware);

    public int CountOf(DhcpClientKey circuit) => circuit.IsNone ? 0 : _perCircuit.GetValueOrDefault(circuit);

    public DhcpBinding? Find(DhcpClientKey client) => _byClient.GetValueOrDefault(client);

    public DhcpBinding? At(Ipv4Address address) => _byAddress.GetValueOrDefault(address);

    /// <summary>
    /// The address that is reserved for the sender, if any. A reservation by MAC makes the MAC the client, whatever it
    /// calls itself: the loader and the application of a phone may call themselves differently.
    /// </summary>
    public Ipv4Address ReservedFor(DhcpMessage message, ref DhcpClientKey client)
    {
        if (_reservedFor.Count == 0) return default;
        DhcpClientKey hardware = DhcpClientKey.Of(message.Hardware);
        if (!_reservedFor.TryGetValue(hardware, out Ipv4Address address))
            return _reservedFor.GetValueOrDefault(client);
        client = hardware;
        return address;
    }

    /// <summary>True for an address that anybody may have.</summary>
    public bool IsForAnybody(Ipv4Address address) =>
        IsIn(Subnet.Ranges, address) && !IsIn(Subnet.Exclusions, address) && !_notForAll.Contains(address)
        && Subnet.Network.HasHost(address);

    /// <summary>Our own address here is no client's: no probe of ours would find it in use.</summary>
    public void KeepOut(Ipv4Address own) => _notForAll.Add(own);

    /// <summary>True when nobody has it or ever had it, or when it lies idle.</summary>
    public bool IsFree(Ipv4Address address) =>
        !_byAddress.TryGetValue(address, out DhcpBinding? binding) || binding.State == DhcpBindingState.Idle;

    /// <summary>
    /// The address for a client that has none: what it asks for, if nobody ever had it; then one that nobody ever had;
    /// then one that was offered and never taken; then the one that has lain idle longest. Thus a phone that comes
    /// back after weeks still finds its own.
    /// </summary>
    public Ipv4Address Next(Ipv4Address requested)
    {
        if (!requested.IsNone && !_byAddress.ContainsKey(requested) && IsForAnybody(requested)) return requested;
        for (; _range < Subnet.Ranges.Count; _range++, _fresh = 0)
        {
            DhcpRange range = Subnet.Ranges[_range];
            while (_fresh < range.Count)
            {
                Ipv4Address address = new((uint)(range.First.Bits + _fresh++));
                if (!_byAddress.ContainsKey(address) && IsForAnybody(address)) return address;
            }
        }

        // What was learnt to be our own since then is no client's any more.
        while (_idle.Min is { } oldest && !IsForAnybody(oldest.Address)) _idle.Remove(oldest);
        return _idle.Min?.Address ?? default;
    }

    /// <summary>The addresses that <see cref="Next"/> would give one after the other. Changes nothing.</summary>
    public IEnumerable<Ipv4Address> Upcoming()
    {
        for (int i = _range; i < Subnet.Ranges.Count; i++)
        {
            DhcpRange range = Subnet.Ranges[i];
            for (long at = i == _range ? _fresh : 0; at < range.Count; at++)
            {
                Ipv4Address address = new((uint)(range.First.Bits + at));
                if (!_byAddress.ContainsKey(address) && IsForAnybody(address)) yield return address;
            }
        }

        foreach (DhcpBinding idle in _idle)
        {
            if (IsForAnybody(idle.Address)) yield return idle.Address;
        }
    }

    /// <summary>True for an address that somebody may have by the configuration.</summary>
    public bool MayGive(Ipv4Address address) => IsForAnybody(address) || _reserved.Contains(address);

    /// <summary>Gives a free address to a client. It takes effect with the <see cref="Move"/> that follows.</summary>
    public DhcpBinding Take(Ipv4Address address, DhcpClientKey client)
    {
        ref DhcpBinding? place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out bool exists);
        if (exists)
        {
            // Out of its order first, which goes by what is changed here.
            _idle.Remove(place!);
            Unname(place!);
        }

        DhcpBinding binding = place ??= new DhcpBinding(address);
        binding.Client = client.Kept();
        binding.Circuit = default;
        binding.WasLeased = false;
        binding.WasProlonged = false;
        binding.IsOnTrial = false;
        _byClient[binding.Client] = binding;
        return binding;
    }

    /// <summary>Changes what is with an address, and who is behind it when that is known anew.</summary>
    public void Move(DhcpBinding binding, DhcpBindingState state, TimeSpan until, in DhcpExchange? exchange = null)
    {
        Detach(binding);
        binding.State = state;
        binding.Until = until;
        if (state != DhcpBindingState.Probing) binding.Waiting = null;
        if (exchange is { } known)
        {
            binding.Hardware = known.Message.Hardware;

            // A renewal passes the relay by and names no port; the lease still belongs to the one before.
            if (!known.Circuit.IsNone) binding.Circuit = known.Circuit.Kept();
        }

        Attach(binding);
    }

    /// <summary>Takes an address out of use. It counts against the client that declined it, if one did.</summary>
    public void Quarantine(DhcpBinding binding, TimeSpan until, bool isClientsWord)
    {
        Detach(binding);
        Unname(binding);
        if (!isClientsWord)
        {
            binding.Hardware = default;
            binding.Circuit = default;
        }

        binding.Waiting = null;
        binding.WasLeased = false;
        binding.State = DhcpBindingState.Quarantined;
        binding.Until = until;
        Attach(binding);
    }

    /// <summary>Takes back what was stored. Of two leases of one client it goes by the one that ends later.</summary>
    public void Restore(DhcpLease lease, TimeSpan now)
    {
        if (!_byAddress.TryGetValue(lease.Address, out DhcpBinding? binding))
            _byAddress[lease.Address] = binding = new DhcpBinding(lease.Address);
        else Detach(binding);
        Unname(binding);
        bool isOver = lease.State == DhcpLeaseState.Released || lease.Until <= now;
        binding.Client = lease.State == DhcpLeaseState.Quarantined ? default : lease.Client;
        binding.Hardware = lease.Hardware;
        binding.Circuit = lease.Circuit;
        binding.WasLeased = binding.WasProlonged = !binding.Client.IsNone;
        binding.Until = lease.Until;
        binding.State = isOver ? DhcpBindingState.Idle
            : lease.State == DhcpLeaseState.Leased ? DhcpBindingState.Leased
            : DhcpBindingState.Quarantined;
        if (binding.WasLeased && (Find(binding.Client) is not { } other || other.Until < binding.Until))
            _byClient[binding.Client] = binding;
        Attach(binding);
    }

    /// <summary>Lets all end that has come to its end.</summary>
    public void Sweep(TimeSpan now)
    {
        while (_live.Min is { } first && first.Until <= now) Move(first, DhcpBindingState.Idle, first.Until);
    }

    private static bool IsIn(IReadOnlyList<DhcpRange> ranges, Ipv4Address address)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Contains(address)) return true;
        }

        return false;
    }

    private void Unname(DhcpBinding binding)
    {
        if (_byClient.TryGetValue(binding.Client, out DhcpBinding? named) && named == binding)
            _byClient.Remove(binding.Client);
        binding.Client = default;
    }

    private void Detach(DhcpBinding binding)
    {
        if (binding.State == DhcpBindingState.Idle) _idle.Remove(binding);
        else if (_live.Remove(binding)) Count(binding, -1);
    }

    private void Attach(DhcpBinding binding)
    {
        if (binding.State != DhcpBindingState.Idle)
        {
            _live.Add(binding);
            Count(binding, 1);
        }
        else if (IsForAnybody(binding.Address))
        {
            _idle.Add(binding);
        }
        else
        {
            // A reserved address that is not in use, or one that the configuration gives to nobody any more.
            Unname(binding);
            _byAddress.Remove(binding.Address);
        }
    }

    private static long Overlap(DhcpRange one, DhcpRange other) => Math.Max(0L,
        (long)Math.Min(one.Last.Bits, other.Last.Bits) - Math.Max(one.First.Bits, other.First.Bits) + 1);

    private void Count(DhcpBinding binding, int change)
    {
        _perState[(int)binding.State] += change;
        if (_reserved.Contains(binding.Address)) _reservedInUse += change;
        if (binding.Hardware.Length > 0) Add(_perHardware, binding.Hardware, change);
        if (!binding.Circuit.IsNone) Add(_perCircuit, binding.Circuit, change);
    }

    /// <summary>Counts, and forgets what has come to nothing, so that a flood of names leaves nothing behind.</summary>
    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int change)
        where TKey : notnull
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count += change;
        if (count == 0) counts.Remove(key);
    }
}
