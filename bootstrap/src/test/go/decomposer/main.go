// A decomposer as nodes written in Go have it: the durable push consumer "decomposer" on HUMUS, which puts each compost's
// data into the bucket SOIL as it stands, and knows nothing of entity nims.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
)

type compost struct {
	Entity string          `json:"entity"`
	Action string          `json:"action"`
	Data   json.RawMessage `json:"data"`
}

func main() {
	conn, err := nats.Connect(os.Args[1])
	must(err)
	js, err := conn.JetStream()
	must(err)
	soil, err := js.KeyValue("SOIL")
	for deadline := time.Now().Add(time.Minute); err != nil && time.Now().Before(deadline); soil, err = js.KeyValue("SOIL") {
		time.Sleep(100 * time.Millisecond)
	}
	must(err)
	_, err = js.Subscribe("humus.>", func(message *nats.Msg) { apply(soil, message) },
		nats.Durable("decomposer"), nats.ManualAck(), nats.AckExplicit())
	must(err)
	fmt.Println("decomposing")
	select {}
}

func apply(soil nats.KeyValue, message *nats.Msg) {
	var change compost
	must(json.Unmarshal(message.Data, &change))
	switch change.Action {
	case "create", "update":
		_, err := soil.Put(change.Entity, change.Data)
		must(err)
	case "delete":
		must(soil.Delete(change.Entity))
	}
	must(message.Ack())
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
