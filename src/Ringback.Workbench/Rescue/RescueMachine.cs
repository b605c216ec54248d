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
    private readonly Dictionary<(ushort Vlan, HardwareAddress Hardware), SeekingPhone> _phones = [];
    private readonly Dictionary<(ushort Vlan, Ipv4Address Address), RescueQuest> _quests = [];
    private readonly Dictionary<(ushort Vlan, Ipv4Address Address), (HardwareAddress Who, TimeSpan At)> _claims = [];
    private readonly HashSet<HardwareAddress> _shown = [];
    private readonly Dictionary<ushort, bool> _tags = [];
    private readonly HashSet<(ushort Vlan, Ipv4Address Address)> _routes = [];
    private readonly HashSet<(Ipv4Address Address, RescueRefusal Why)> _refused = [];
    private List<RescueAction> _actions = [];
    private TimeSpan _reachAgainAt;
    private RefuseAction? _refusal;
    private TimeSpan? _giveUpAt;

    /// <summary>Begins, with nothing taken.</summary>
    public RescueMachine(RescueRules rules) => _rules = rules;

    /// <summary>When <see cref="Elapsed"/> has something to do; null for never.</summary>
    public TimeSpan? Deadline => _quests.Values.Select(q => q.NextAt).Append(_giveUpAt).Min();

    /// <summary>The addresses that are taken now.</summary>
    public IEnumerable<(ushort Vlan, Ipv4Address Address)> Held =>
        _quests.Where(q => q.Value.Stage is QuestStage.Held).Select(q => q.Key);

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
                SeekingPhone said = new(default, told.Vlan) { Address = told.Phone };
                foreach (Ipv4Address wanted in told.Wanted) Seek(said, wanted, RescueClue.WasTold, now);
                break;
        }

        return Elapsed(now);
    }

    /// <summary>Does what is due.</summary>
    public IReadOnlyList<RescueAction> Elapsed(TimeSpan now)
    {
        foreach (RescueQuest quest in _quests.Values.Where(q => q.NextAt <= now).ToArray()) Go(quest, now);
        LookForAnotherWay(now);
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
            case TakeAction take when TryFind(take, out RescueQuest? quest) && quest.Stage is QuestStage.Taking:
                quest.Stage = QuestStage.Held;
                quest.HeldSince = now;
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
            case TakeAction take when TryFind(take, out RescueQuest? quest) && quest.Stage is QuestStage.Taking:
                quest.Stage = QuestStage.Failed;
                quest.TryAgainAt = now + _rules.TryAgainAfter;
                if (quest.Owner is { } owner) Refuse(quest, owner);
                break;
        }

        return Elapsed(now);
    }

    private bool TryFind(TakeAction take, [NotNullWhen(true)] out RescueQuest? quest) =>
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
        if (_quests.TryGetValue((packet.Vlan, packet.Destination), out RescueQuest? quest))
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

    private void Learn(RescueQuest quest, SeekingPhone phone, RescueService service)
    {
        if (quest.Stage is not QuestStage.Held || service is RescueService.Other) return;
        if (!quest.Services.Add(service)) return;
        Ipv4Address through = quest.Why is RescueClue.SentThroughUs ? phone.Gateway : default;
        _actions.Add(new RoleAction(phone.Vlan, quest.Address, phone.Seen, service, through));
    }

    /// <summary>Only when one address can be meant: a guess is told to nobody.</summary>
    private void LearnGateway(SeekingPhone phone)
    {
        RescueQuest[] held =
        [
            .. _quests.Values.Where(q => q is { Stage: QuestStage.Held, Why: RescueClue.AskedByArp, Services.Count: 0 }
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
        if (_quests.TryGetValue((vlan, address), out RescueQuest? quest)
            && !(isProbe && quest.Stage is QuestStage.Held))
            Contest(quest, who);
    }

    private void Contest(RescueQuest quest, HardwareAddress owner)
    {
        switch (quest.Stage)
        {
            case QuestStage.Taking:
                quest.Owner = owner;
                break;
            case QuestStage.Held:
                GiveBack(quest, owner);
                break;
            case QuestStage.Probing or QuestStage.Failed:
                Refuse(quest, owner);
                break;
        }
    }

    private void GiveBack(RescueQuest quest, HardwareAddress owner)
    {
        _actions.Add(new ReleaseAction(quest.Phone.Vlan, quest.Address));
        Refuse(quest, owner);
    }

    private void Refuse(RescueQuest quest, HardwareAddress owner)
    {
        quest.Stage = QuestStage.Refused;
        quest.NextAt = null;
        RefuseAction refusal = new(
            quest.Phone.Vlan, quest.Address, quest.Phone.Seen, RescueRefusal.IsOwned, owner);
        _actions.Add(refusal);
        _refusal = refusal;
        _giveUpAt = null;
    }

    /// <summary>
    /// What somebody has, a phone may do without: it has a second server, or another way to the first. It is given the
    /// time to try, and only when nothing came of that it is all over.
    /// </summary>
    private void LookForAnotherWay(TimeSpan now)
    {
        if (_refusal is not { } refusal) return;
        _giveUpAt ??= now + _rules.OtherWayWithin;
        if (now < _giveUpAt) return;
        bool isServed = _quests.Values.Any(q => q.Serves);
        bool isUnderWay = _quests.Values.Any(q => q.Stage is QuestStage.Probing or QuestStage.Taking
            || (q.Stage is QuestStage.Held && now - q.HeldSince < _rules.OtherWayWithin));
        _giveUpAt = isServed || !isUnderWay ? null : now + _rules.ProbeWait;
        if (_giveUpAt is not null) return;
        _refusal = null;
        if (!isServed) _actions.Add(new GiveUpAction(refusal));
    }

    private void Refuse(SeekingPhone phone, Ipv4Address address, RescueRefusal why)
    {
        // It is asked for every few seconds, and told once.
        if (_refused.Count < MostClaims && _refused.Add((address, why)))
            _actions.Add(new RefuseAction(phone.Vlan, address, phone.Seen, why, default));
    }

    /// <summary>The phone that this is; null when it is none, or one too many.</summary>
    private SeekingPhone? Know(ushort vlan, HardwareAddress who)
    {
        bool counts = _rules.Only is { } only ? who == only : _rules.MayBePhone(who) || _shown.Contains(who);
        if (!counts) return null;
        if (_phones.TryGetValue((vlan, who), out SeekingPhone? phone)) return phone;
        if (_phones.Count >= _rules.MostPhones) return null;
        phone = new SeekingPhone(who, vlan);
        _phones.Add((vlan, who), phone);
        return phone;
    }

    private void Move(SeekingPhone phone, Ipv4Address address)
    {
        if (phone.Address == address) return;
        phone.Address = address;
        bool isServed = _quests.Values.Any(q => q.Phone == phone && q.Stage is QuestStage.Held);
        if (isServed) Reach(phone);
    }

    private void Reach(SeekingPhone phone)
    {
        if (phone.Address.IsNone || _routes.Count >= MostRoutes) return;
        if (phone.Vlan == 0 && _rules.OwnNetworks.Any(n => n.Contains(phone.Address))) return;
        if (_routes.Add((phone.Vlan, phone.Address))) _actions.Add(new ReachAction(phone.Vlan, phone.Seen));
    }

    private void Seek(SeekingPhone phone, Ipv4Address address, RescueClue why, TimeSpan now)
    {
        if (!IsHost(address) || address == phone.Address || _rules.OwnAddresses.Contains(address)) return;
        if (_quests.TryGetValue((phone.Vlan, address), out RescueQuest? known))
        {
            if (known.Stage is QuestStage.Failed && known.TryAgainAt <= now) Begin(known, now);
            // It has the address and no answer, because the way back is missing.
            if (known.Stage is QuestStage.Held && _reachAgainAt <= now) Reach(phone);
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
        if (_quests.Values.Count(q => q.Stage is not QuestStage.Refused) >= _rules.MostAddresses)
        {
            Refuse(phone, address, RescueRefusal.TooMany);
            return;
        }

        if (_quests.Count >= MostClaims) return;
        RescueQuest quest = new(phone, address, why);
        _quests.Add((phone.Vlan, address), quest);
        _actions.Add(new SoughtAction(phone.Vlan, address, phone.Seen, why));
        if (isClaimed) Refuse(quest, claim.Who);
        else Begin(quest, now);
    }

    private void Begin(RescueQuest quest, TimeSpan now)
    {
        quest.Stage = QuestStage.Probing;
        quest.Left = _rules.Probes;
        quest.NextAt = now;
    }

    private void Go(RescueQuest quest, TimeSpan now)
    {
        ushort vlan = quest.Phone.Vlan;
        if (quest is { Stage: QuestStage.Probing, Left: > 0 })
        {
            quest.Left--;
            quest.NextAt = now + (quest.Left > 0 ? _rules.ProbeEvery : _rules.ProbeWait);
            _actions.Add(new ProbeAction(vlan, quest.Address));
        }
        else if (quest.Stage is QuestStage.Probing)
        {
            quest.Stage = QuestStage.Taking;
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
}
