/** Child processes of the lab: started, supervised, probed, stopped. */
@NullMarked
package com.nimsforest.node.bootstrap.lab.process;

import org.jspecify.annotations.NullMarked;
