package com.juniper.upgrade.databases;

import com.juniper.upgrade.WhileHeld;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** Turns on scheduled work, of which only what is marked {@link WhileHeld} is done while the platform is held (ADR 9). */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class HeldSchedules {

    /** By the name of the one that {@code @EnableScheduling} would make, which Spring Boot looks for. */
    @Bean(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ScheduledAnnotationBeanPostProcessor scheduledWork(ObjectProvider<PlatformHold> hold) {
        return new ScheduledAnnotationBeanPostProcessor() {

            @Override
            protected Runnable createRunnable(Object target, Method method, @Nullable String qualifier) {
                var work = super.createRunnable(target, method, qualifier);
                return method.isAnnotationPresent(WhileHeld.class)
                        ? work
                        : () -> {
                            if (!hold.getObject().isHeld()) {
                                work.run();
                            }
                        };
            }
        };
    }
}
