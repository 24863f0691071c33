// A whole node as those written in Go are: makes the streams and the bucket where they are missing, and takes one event from the
// river to the soil, by push consumers and the wind. Ends with 0 when it is there, and at the first thing that the server forbids
// with 1. Arguments: the URL of the server, user and password.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
)

const patience = 30 * time.Second

type compost struct {
	Entity string          `json:"entity"`
	Action string          `json:"action"`
	Data   json.RawMessage `json:"data"`
	Nim    string          `json:"nim"`
	Time   time.Time       `json:"ts"`
}

func main() {
	conn, err := nats.Connect(os.Args[1], nats.UserInfo(os.Args[2], os.Args[3]), nats.MaxReconnects(0),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { log.Fatal(err) }))
	must(err)
	js, err := conn.JetStream()
	must(err)
	soil := provision(js)
	changes, err := soil.WatchAll()
	must(err)
	entity := fmt.Sprintf("task-go-%d", time.Now().UnixNano())

	subscriptions := []*nats.Subscription{
		decompose(js, soil), hearLeaves(conn, js, entity), observeRiver(conn, js),
	}
	_, err = js.Publish("river.general.go", []byte(`{"subject":"river.general.go","data":"e30=","ts":"2026-11-30T00:00:00Z"}`))
	must(err)

	awaitEntity(changes, entity)
	_, err = soil.Get(entity)
	must(err)
	_, err = soil.Keys()
	must(err)
	must(changes.Stop())
	for _, subscription := range subscriptions {
		must(subscription.Unsubscribe())
	}
	must(conn.FlushTimeout(patience))
	fmt.Println("in the soil:", entity)
}

func provision(js nats.JetStreamContext) nats.KeyValue {
	_, err := js.AccountInfo()
	must(err)
	makeStream(js, &nats.StreamConfig{Name: "RIVER", Subjects: []string{"river.>"}, Retention: nats.WorkQueuePolicy})
	makeStream(js, &nats.StreamConfig{Name: "HUMUS", Subjects: []string{"humus.>"}})
	soil, err := js.KeyValue("SOIL")
	if errors.Is(err, nats.ErrBucketNotFound) {
		soil, err = js.CreateKeyValue(&nats.KeyValueConfig{Bucket: "SOIL", History: 10})
	}
	must(err)
	return soil
}

func makeStream(js nats.JetStreamContext, config *nats.StreamConfig) {
	_, err := js.StreamInfo(config.Name)
	if errors.Is(err, nats.ErrStreamNotFound) {
		_, err = js.AddStream(config)
	}
	must(err)
}

func observeRiver(conn *nats.Conn, js nats.JetStreamContext) *nats.Subscription {
	subscription, err := js.Subscribe("river.general.>", func(message *nats.Msg) {
		must(conn.Publish("payment.completed", []byte(`{"subject":"payment.completed","data":{},"source":"go","ts":"2026-11-30T00:00:00Z"}`)))
		must(message.Ack())
	}, nats.Durable(fmt.Sprintf("observer-%d", time.Now().UnixNano())), nats.ManualAck(), nats.AckExplicit())
	must(err)
	return subscription
}

func hearLeaves(conn *nats.Conn, js nats.JetStreamContext, entity string) *nats.Subscription {
	subscription, err := conn.Subscribe("payment.>", func(*nats.Msg) {
		data, err := json.Marshal(compost{entity, "create", json.RawMessage(`{"status":"pending"}`), "go", time.Now()})
		must(err)
		_, err = js.Publish("humus.go.create", data)
		must(err)
	})
	must(err)
	return subscription
}

func decompose(js nats.JetStreamContext, soil nats.KeyValue) *nats.Subscription {
	subscription, err := js.Subscribe("humus.>", func(message *nats.Msg) {
		var change compost
		must(json.Unmarshal(message.Data, &change))
		_, err := soil.Put(change.Entity, change.Data)
		must(err)
		must(message.Ack())
	}, nats.Durable("decomposer"), nats.ManualAck(), nats.AckExplicit())
	must(err)
	return subscription
}

func awaitEntity(changes nats.KeyWatcher, entity string) {
	deadline := time.After(patience)
	for {
		select {
		case change := <-changes.Updates():
			if change != nil && change.Key() == entity {
				return
			}
		case <-deadline:
			log.Fatalf("%s is not in the soil after %s", entity, patience)
		}
	}
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
