using System.Diagnostics.CodeAnalysis;
using Ringback.Wire.Arp;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Rescue;

/// <summary>
/// Becomes, address by address, the network that a phone looks for. What is heard and the time go in, what is to be
/// done comes out; it has no socket and no clock. Not safe for several threads.
/// </summary>
/// <remarks>
/// Each address that a phone looks for is asked for by ARP first, three times, and taken only after silence. Whoever
/// is heard with it later has it back at once. What a phone looks for is what it asks for by ARP, and what it sends
/// through us once it takes us for its gateway. Nothing is taken for anybody who is no phone.
/// </remarks>
public sealed class RescueMachine
{
    // Whose address is whose: a segment has a few hundred machines, and who floods us is forgotten whole.
    private const int MostClaims = 1024;

    // Times that phones may move to another address before no more routes are laid for them.
    private const int MostRoutes = 32;

    private readonly RescueRules _rules;
    private readonly Dictionary<(ushort Vlan, HardwareAddress Hardware), Phone> _phones = [];
    private readonly Dictionary<(ushort Vlan, Ipv4Address Address), Quest> _quests = [];
    private readonly Dictionary<(ushort Vlan, Ipv4Address Address), (HardwareAddress Who, TimeSpan At)> _claims = [];
    private readonly HashSet<HardwareAddress> _shown = [];
    private readonly Dictionary<ushort, bool> _tags = [];
    private readonly HashSet<(ushort Vlan, Ipv4Address Address)> _routes = [];
    private readonly HashSet<(Ipv4Address Address, RescueRefusal Why)> _refused = [];
    private List<RescueAction> _actions = [];
    private TimeSpan _reachAgainAt;

    /// <summary>Begins, with nothing taken.</summary>
    public RescueMachine(RescueRules rules) => _rules = rules;

    private enum Stage
    {
        Probing,
        Taking,
        Held,
        Failed,
        Refused,
    }

    /// <summary>When <see cref="Elapsed"/> has something to do; null for never.</summary>
    public TimeSpan? Deadline => _quests.Values.Where(q => q.NextAt is not null).Min(q => q.NextAt);

    /// <summary>The addresses that are taken now.</summary>
    public IEnumerable<(ushort Vlan, Ipv4Address Address)> Held =>
        _quests.Where(q => q.Value.Stage is Stage.Held).Select(q => q.Key);

    /// <summary>Takes in what was heard.</summary>
    public IReadOnlyList<RescueAction> Take(RescueSight sight, TimeSpan now)
    {
        switch (sight)
        {
            case ArpSight arp when arp.Packet.SenderHardware != _rules.Own:
                Hear(arp.Vlan, arp.Packet, now);
                break;
            case PacketSight packet when packet.From != _rules.Own:
                Hear(packet, now);
                break;
            case PhoneSight shown:
                if (_shown.Count < _rules.MostPhones) _shown.Add(shown.Phone);
                break;
            case AnswerSight answer:
                Claim(answer.Vlan, answer.Address, isProbe: false, answer.Owner, now);
                break;
            case ToldSight told:
                Phone said = new(default, told.Vlan) { Address = told.Phone };
                foreach (Ipv4Address wanted in told.Wanted) Seek(said, wanted, RescueClue.WasTold, now);
                break;
        }

        return Elapsed(now);
    }

    /// <summary>Does what is due.</summary>
    public IReadOnlyList<RescueAction> Elapsed(TimeSpan now)
    {
        foreach (Quest quest in _quests.Values.Where(q => q.NextAt <= now).ToArray()) Go(quest, now);
        List<RescueAction> actions = _actions;
        _actions = [];
        return actions;
    }

    /// <summary>An action that says how it went went well.</summary>
    public IReadOnlyList<RescueAction> Done(RescueAction action, TimeSpan now)
    {
        switch (action)
        {
            case TagAction tag:
                _tags[tag.Vlan] = true;
                break;
            case TakeAction take when TryFind(take, out Quest? quest) && quest.Stage is Stage.Taking:
                quest.Stage = Stage.Held;
                quest.Left = _rules.Announcements;
                quest.NextAt = now;
                // Somebody spoke up while the system was busy with it.
                if (quest.Owner is { } owner) GiveBack(quest, owner);
                break;
        }

        return Elapsed(now);
    }

    /// <summary>An action that says how it went went badly.</summary>
    public IReadOnlyList<RescueAction> Failed(RescueAction action, TimeSpan now)
    {
        switch (action)
        {
            case TagAction tag:
                _tags.Remove(tag.Vlan);
                break;
            case ReachAction reach:
                _routes.Remove((reach.Vlan, reach.Phone.Address));
                _reachAgainAt = now + _rules.TryAgainAfter;
                break;
            case TakeAction take when TryFind(take, out Quest? quest) && quest.Stage is Stage.Taking:
                quest.Stage = Stage.Failed;
                quest.TryAgainAt = now + _rules.TryAgainAfter;
                if (quest.Owner is { } owner) Refuse(quest, owner);
                break;
        }

        return Elapsed(now);
    }

    private bool TryFind(TakeAction take, [NotNullWhen(true)] out Quest? quest) =>
        _quests.TryGetValue((take.Vlan, take.Address), out quest);

    private void Hear(ushort vlan, ArpPacket packet, TimeSpan now)
    {
        HardwareAddress who = packet.SenderHardware;
        // Who asks with no address of its own is about to take the one that it asks for (RFC 5227 §1.1).
        Ipv4Address claimed = packet.IsProbe ? packet.TargetAddress : packet.SenderAddress;
        if (IsHost(claimed)) Claim(vlan, claimed, packet.IsProbe, who, now);
        if (Know(vlan, who) is not { } phone) return;
        if (IsHost(claimed)) Move(phone, claimed);
        bool isQuestion = packet is { Operation: ArpOperation.Request, SenderAddress.IsNone: false };
        if (isQuestion && packet.TargetAddress != packet.SenderAddress)
            Seek(phone, packet.TargetAddress, RescueClue.AskedByArp, now);
    }

    private void Hear(PacketSight packet, TimeSpan now)
    {
        if (!IsHost(packet.Source) || !packet.IsToUs || Know(packet.Vlan, packet.From) is not { } phone) return;
        Move(phone, packet.Source);
        if (_quests.TryGetValue((packet.Vlan, packet.Destination), out Quest? quest))
        {
            Learn(quest, phone, packet.Service);
            // Asked for in vain before, and asked for again.
            Seek(phone, packet.Destination, RescueClue.SentThroughUs, now);
        }
        else if (packet.Service is not RescueService.Other && IsHost(packet.Destination)
            && !_rules.OwnAddresses.Contains(packet.Destination))
        {
            LearnGateway(phone);
            Seek(phone, packet.Destination, RescueClue.SentThroughUs, now);
        }
    }

    private void Learn(Quest quest, Phone phone, RescueService service)
    {
        if (quest.Stage is not Stage.Held || service is RescueService.Other || !quest.Services.Add(service)) return;
        Ipv4Address through = quest.Why is RescueClue.SentThroughUs ? phone.Gateway : default;
        _actions.Add(new RoleAction(phone.Vlan, quest.Address, phone.Seen, service, through));
    }

    /// <summary>Only when one address can be meant: a guess is told to nobody.</summary>
    private void LearnGateway(Phone phone)
    {
        Quest[] held =
        [
            .. _quests.Values.Where(q => q is { Stage: Stage.Held, Why: RescueClue.AskedByArp, Services.Count: 0 }
                && q.Phone.Hardware == phone.Hardware && q.Phone.Vlan == phone.Vlan),
        ];
        if (held is not [{ IsGateway: false } gateway]) return;
        gateway.IsGateway = true;
        phone.Gateway = gateway.Address;
        _actions.Add(new RoleAction(phone.Vlan, gateway.Address, phone.Seen, null, default));
    }

    /// <summary>Somebody is heard with an address.</summary>
    private void Claim(ushort vlan, Ipv4Address address, bool isProbe, HardwareAddress who, TimeSpan now)
    {
        if (_claims.Count >= MostClaims) _claims.Clear();
        // Who only asks has it when nobody answers, and what we have is answered for by the system.
        if (!isProbe) _claims[(vlan, address)] = (who, now);
        if (_quests.TryGetValue((vlan, address), out Quest? quest) && !(isProbe && quest.Stage is Stage.Held))
            Contest(quest, who);
    }

    private void Contest(Quest quest, HardwareAddress owner)
    {
        switch (quest.Stage)
        {
            case Stage.Taking:
                quest.Owner = owner;
                break;
            case Stage.Held:
                GiveBack(quest, owner);
                break;
            case Stage.Probing or Stage.Failed:
                Refuse(quest, owner);
                break;
        }
    }

    private void GiveBack(Quest quest, HardwareAddress owner)
    {
        _actions.Add(new ReleaseAction(quest.Phone.Vlan, quest.Address));
        Refuse(quest, owner);
    }

    private void Refuse(Quest quest, HardwareAddress owner)
    {
        quest.Stage = Stage.Refused;
        quest.NextAt = null;
        _actions.Add(new RefuseAction(
            quest.Phone.Vlan, quest.Address, quest.Phone.Seen, RescueRefusal.IsOwned, owner));
    }

    private void Refuse(Phone phone, Ipv4Address address, RescueRefusal why)
    {
        // It is asked for every few seconds, and told once.
        if (_refused.Count < MostClaims && _refused.Add((address, why)))
            _actions.Add(new RefuseAction(phone.Vlan, address, phone.Seen, why, default));
    }

    /// <summary>The phone that this is; null when it is none, or one too many.</summary>
    private Phone? Know(ushort vlan, HardwareAddress who)
    {
        bool counts = _rules.Only is { } only ? who == only : _rules.MayBePhone(who) || _shown.Contains(who);
        if (!counts) return null;
        if (_phones.TryGetValue((vlan, who), out Phone? phone)) return phone;
        if (_phones.Count >= _rules.MostPhones) return null;
        phone = new Phone(who, vlan);
        _phones.Add((vlan, who), phone);
        return phone;
    }

    private void Move(Phone phone, Ipv4Address address)
    {
        if (phone.Address == address) return;
        phone.Address = address;
        bool isServed = _quests.Values.Any(q => q.Phone == phone && q.Stage is Stage.Held);
        if (isServed) Reach(phone);
    }

    private void Reach(Phone phone)
    {
        if (phone.Address.IsNone || _routes.Count >= MostRoutes) return;
        if (phone.Vlan == 0 && _rules.OwnNetworks.Any(n => n.Contains(phone.Address))) return;
        if (_routes.Add((phone.Vlan, phone.Address))) _actions.Add(new ReachAction(phone.Vlan, phone.Seen));
    }

    private void Seek(Phone phone, Ipv4Address address, RescueClue why, TimeSpan now)
    {
        if (!IsHost(address) || address == phone.Address || _rules.OwnAddresses.Contains(address)) return;
        if (_quests.TryGetValue((phone.Vlan, address), out Quest? known))
        {
            if (known.Stage is Stage.Failed && known.TryAgainAt <= now) Begin(known, now);
            // It has the address and no answer, because the way back is missing.
            if (known.Stage is Stage.Held && _reachAgainAt <= now) Reach(phone);
            return;
        }

        _claims.TryGetValue((phone.Vlan, address), out (HardwareAddress Who, TimeSpan At) claim);
        bool isClaimed = claim.Who != default && claim.Who != phone.Hardware
            && now - claim.At < _rules.ClaimLasts;
        if (!isClaimed && _rules.OtherNetworks.Any(n => n.Contains(address) || n.Contains(phone.Address)))
        {
            Refuse(phone, address, RescueRefusal.IsElsewhere);
            return;
        }

        // Where somebody else answers, nothing is asked of us.
        if (_quests.Values.Count(q => q.Stage is not Stage.Refused) >= _rules.MostAddresses)
        {
            Refuse(phone, address, RescueRefusal.TooMany);
            return;
        }

        if (_quests.Count >= MostClaims) return;
        Quest quest = new(phone, address, why);
        _quests.Add((phone.Vlan, address), quest);
        _actions.Add(new SoughtAction(phone.Vlan, address, phone.Seen, why));
        if (isClaimed) Refuse(quest, claim.Who);
        else Begin(quest, now);
    }

    private void Begin(Quest quest, TimeSpan now)
    {
        quest.Stage = Stage.Probing;
        quest.Left = _rules.Probes;
        quest.NextAt = now;
    }

    private void Go(Quest quest, TimeSpan now)
    {
        ushort vlan = quest.Phone.Vlan;
        if (quest is { Stage: Stage.Probing, Left: > 0 })
        {
            quest.Left--;
            quest.NextAt = now + (quest.Left > 0 ? _rules.ProbeEvery : _rules.ProbeWait);
            _actions.Add(new ProbeAction(vlan, quest.Address));
        }
        else if (quest.Stage is Stage.Probing)
        {
            quest.Stage = Stage.Taking;
            quest.Owner = null;
            quest.NextAt = null;
            if (vlan != 0 && _tags.TryAdd(vlan, false)) _actions.Add(new TagAction(vlan, quest.Phone.Seen));
            // The route comes first: with reverse path filtering a question from nowhere gets no answer.
            Reach(quest.Phone);
            _actions.Add(new TakeAction(vlan, quest.Address, quest.Phone.Seen, quest.Why));
        }
        else
        {
            quest.Left--;
            quest.NextAt = quest.Left > 0 ? now + _rules.AnnounceEvery : null;
            _actions.Add(new AnnounceAction(vlan, quest.Address));
        }
    }

    /// <summary>True for an address that one machine can have.</summary>
    private static bool IsHost(Ipv4Address address)
    {
        const uint FirstOfMany = 224;
        uint first = address.Bits >> 24;
        return first is not (0 or 127) and < FirstOfMany;
    }

    private sealed class Phone(HardwareAddress hardware, ushort vlan)
    {
        internal HardwareAddress Hardware { get; } = hardware;

        internal ushort Vlan { get; } = vlan;

        internal Ipv4Address Address { get; set; }

        /// <summary>What it takes for its gateway; none when that is not known.</summary>
        internal Ipv4Address Gateway { get; set; }

        internal RescuedPhone Seen => new(Hardware, Address);
    }

    private sealed class Quest(Phone phone, Ipv4Address address, RescueClue why)
    {
        internal Phone Phone { get; } = phone;

        internal Ipv4Address Address { get; } = address;

        internal RescueClue Why { get; } = why;

        internal Stage Stage { get; set; }

        /// <summary>Questions or announcements that are still to be sent.</summary>
        internal int Left { get; set; }

        internal TimeSpan? NextAt { get; set; }

        internal TimeSpan TryAgainAt { get; set; }

        /// <summary>Who was heard with it while it was being taken; null for nobody.</summary>
        internal HardwareAddress? Owner { get; set; }

        internal bool IsGateway { get; set; }

        internal HashSet<RescueService> Services { get; } = [];
    }
}
