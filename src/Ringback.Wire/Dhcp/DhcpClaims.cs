namespace Ringback.Wire.Dhcp;

/// <summary>What clients say about an address: REQUEST, DECLINE, RELEASE. RFC 2131 §4.3.2 to §4.3.4.</summary>
internal sealed class DhcpClaims(
    DhcpServerOptions options, DhcpReplies replies, DhcpOffers offers, DhcpSilence silence)
{
    /// <summary>REQUEST in one of its four states.</summary>
    /// <param name="exchange">The message.</param>
    /// <param name="namesUs">True when option 54 is one of our addresses.</param>
    public void Request(in DhcpExchange exchange, bool namesUs)
    {
        DhcpMessage message = exchange.Message;
        switch (message.RequestState(exchange.Arrival.WasBroadcast))
        {
            case DhcpRequestState.Selecting when namesUs:
                Select(exchange);
                return;
            case DhcpRequestState.Selecting:
                ForgetOffer(exchange);
                return;
            case DhcpRequestState.InitReboot:
                Confirm(exchange, message.RequestedAddress);
                return;
            case DhcpRequestState.Renewing:
            case DhcpRequestState.Rebinding:
                Confirm(exchange, message.ClientAddress);
                return;
            default:
                Ignore(exchange, DhcpBecause.Contradictory);
                return;
        }
    }

    /// <summary>DECLINE: somebody else uses the address. It is not answered.</summary>
    public void Decline(in DhcpExchange exchange)
    {
        DhcpBinding? binding = exchange.Pool.At(exchange.Message.RequestedAddress);
        if (binding is null || binding.Client != exchange.Client
            || binding.State is not (DhcpBindingState.Offered or DhcpBindingState.Leased))
        {
            Ignore(exchange, DhcpBecause.NotHeld);
            return;
        }

        TimeSpan until = exchange.Now + options.Limits.QuarantineTime;
        exchange.Pool.Quarantine(binding, until, isClientsWord: true);
        exchange.Add(new DhcpPersist(binding.ToLease(DhcpLeaseState.Quarantined)));
        exchange.Add(new DhcpQuarantined(binding.Address, exchange.Message.Hardware, until));
    }

    /// <summary>RELEASE: the client gives its address back, and gets it again as long as nobody needs it.</summary>
    public void Release(in DhcpExchange exchange)
    {
        DhcpBinding? binding = exchange.Pool.At(exchange.Message.ClientAddress);
        if (binding is null || binding.Client != exchange.Client || binding.State != DhcpBindingState.Leased)
        {
            Ignore(exchange, DhcpBecause.NotHeld);
            return;
        }

        // Stored from what it was: a reserved address is forgotten as soon as it lies idle.
        exchange.Add(new DhcpPersist(binding.ToLease(DhcpLeaseState.Released) with { Until = exchange.Now }));
        exchange.Pool.Move(binding, DhcpBindingState.Idle, exchange.Now);
    }

    /// <summary>The client takes our offer.</summary>
    private void Select(in DhcpExchange exchange)
    {
        DhcpBinding? binding = exchange.Pool.At(exchange.Message.RequestedAddress);

        // An offer whose time has passed is still good as long as nobody else got the address. One that a restart
        // made us forget is not: the client starts anew at once, and its next address is probed again.
        if (binding is null || binding.Client != exchange.Client || !exchange.MayHave(binding.Address)
            || binding.State is DhcpBindingState.Probing or DhcpBindingState.Quarantined)
        {
            exchange.Add(replies.Refuse(exchange, DhcpBecause.NotOffered));
            return;
        }

        Acknowledge(exchange, binding, DhcpBecause.Selected);
    }

    /// <summary>The client takes another server's offer; ours is free again.</summary>
    private void ForgetOffer(in DhcpExchange exchange)
    {
        DhcpBinding? own = exchange.Pool.Find(exchange.Client);
        if (own?.State is DhcpBindingState.Offered or DhcpBindingState.Probing)
            exchange.Pool.Move(own, DhcpBindingState.Idle, exchange.Now);
        Ignore(exchange, DhcpBecause.OtherServer);
    }

    /// <summary>The client says that it has this address: after a start, or to prolong its lease.</summary>
    private void Confirm(in DhcpExchange exchange, Ipv4Address address)
    {
        DhcpPool pool = exchange.Pool;
        DhcpBinding? own = pool.Find(exchange.Client);

        // What was once ours says nothing of today: the client may have its address from another server by now.
        bool isKnown = own is { State: not DhcpBindingState.Idle } || !exchange.Reserved.IsNone;
        if (!pool.Subnet.Network.Contains(address))
        {
            Refuse(exchange, isKnown || options.IsAuthoritative, DhcpBecause.WrongNetwork);
            return;
        }

        DhcpBinding? binding = pool.At(address);
        bool isOwn = binding is not null && binding.Client == exchange.Client;
        if (isOwn && binding!.State is not DhcpBindingState.Probing && exchange.MayHave(address))
        {
            // A client with a new reservation keeps its old address until it starts anew: it may be in a call.
            Acknowledge(exchange, binding, DhcpBecause.Confirmed);
        }
        else if (address == exchange.Reserved && pool.IsFree(address))
        {
            if (offers.HasRoom(exchange))
                Acknowledge(exchange, pool.Take(address, exchange.Client), DhcpBecause.Confirmed);
        }
        else if (isKnown || binding?.State is DhcpBindingState.Leased)
        {
            // Not for a quarantined address: whoever sits on it may have it by right, from another server.
            Refuse(exchange, true, DhcpBecause.NotTheClients);
        }
        else
        {
            Refuse(exchange, options.IsAuthoritative, DhcpBecause.UnknownLease);
        }
    }

    private void Acknowledge(in DhcpExchange exchange, DhcpBinding binding, DhcpBecause because)
    {
        if (binding.State == DhcpBindingState.Idle && !offers.HasRoom(exchange)) return;

        if (because == DhcpBecause.Confirmed)
        {
            binding.IsOnTrial = false;
            binding.WasProlonged = true;
        }

        // The end is never drawn nearer: should this ACK be lost, the client goes by the one before.
        TimeSpan until = exchange.Now + replies.LeaseFor(exchange, binding);
        if (binding.State == DhcpBindingState.Leased && binding.Until > until) until = binding.Until;
        exchange.Pool.Move(binding, DhcpBindingState.Leased, until, exchange);
        binding.WasLeased = true;
        exchange.Add(new DhcpPersist(binding.ToLease(DhcpLeaseState.Leased)));
        exchange.Add(replies.Lease(exchange, binding, because));
    }

    private void Refuse(in DhcpExchange exchange, bool isOurBusiness, DhcpBecause because)
    {
        if (isOurBusiness) exchange.Add(replies.Refuse(exchange, because));
        else Ignore(exchange, DhcpBecause.NotOurs);
    }

    private void Ignore(in DhcpExchange exchange, DhcpBecause why) =>
        silence.Note(why, exchange.Message, exchange.Now, exchange.Effects);
}
